# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tables: up, down, equal to the classes, undone when a step fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, NullPool, create_engine, inspect, text

from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import migrations
from alpr_kiosk.storage.orm import Base


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    # A percent sign in the path must not confuse the ini parser inside Alembic.
    made = create_engine(f"sqlite:///{tmp_path}/a%20b.sqlite3", poolclass=NullPool)
    yield made
    made.dispose()


def test_upgraded_tables_equal_the_classes(engine: Engine) -> None:
    with engine.begin() as connection:
        assert migrations.upgrade(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        assert migrations.current_version(connection) == migrations.HEAD


def test_upgrading_twice_does_nothing(engine: Engine) -> None:
    with engine.begin() as connection:
        migrations.upgrade(connection)
        assert not migrations.upgrade(connection)


def test_downgrade_leaves_nothing(engine: Engine) -> None:
    with engine.begin() as connection:
        migrations.upgrade(connection)
        migrations.downgrade(connection)
        assert inspect(connection).get_table_names() == ["alembic_version"]
        assert migrations.upgrade(connection)


def test_the_known_head_is_the_newest_step() -> None:
    config = Config()
    folder = Path(migrations.__file__).parent
    config.set_main_option("script_location", str(folder))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [migrations.HEAD]
    for step in script.walk_revisions():
        assert len(step.revision) == 4
        assert step.revision.isdigit()


def test_a_file_of_a_newer_program_is_refused_untouched(engine: Engine) -> None:
    with engine.begin() as connection:
        migrations.upgrade(connection)
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with engine.begin() as connection, pytest.raises(StorageError) as caught:
        migrations.upgrade(connection)
    assert caught.value.code == "storage.migration"
    assert caught.value.context["found"] == "9999"


def test_an_unknown_step_is_named(engine: Engine) -> None:
    with engine.begin() as connection:
        migrations.upgrade(connection)
        connection.execute(text("UPDATE alembic_version SET version_num = '0000x'"))
    with engine.begin() as connection, pytest.raises(StorageError) as caught:
        migrations.upgrade(connection)
    assert caught.value.code == "storage.migration"
