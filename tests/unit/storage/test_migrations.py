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
from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, inspect, select, text
from sqlalchemy.exc import DBAPIError

from alpr_kiosk.domain.history import PlatePattern
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import history_windows, migrations
from alpr_kiosk.storage.orm import Base, PassageTable
from alpr_kiosk.storage.postgres import server_url
from tests.postgres import PostgresServer


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    # A percent sign in the path must not confuse the ini parser inside Alembic.
    url: str | URL = f"sqlite:///{tmp_path}/a%20b.sqlite3"
    if request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres_server")
        url = server_url(server.address(server.fresh("template0")))
    made = create_engine(url, poolclass=NullPool)
    yield made
    made.dispose()


def _is_ours(name: str | None, _kind: str, _parents: object) -> bool:
    """The index of trigrams is each database's own; SQLite keeps it in tables."""
    return not (name or "").startswith(("passage_trigram", "ix_passage_trigram"))


def _differences(connection: Connection) -> list[object]:
    options = {"compare_type": True, "include_name": _is_ours}
    return list(
        compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata)
    )


def test_upgraded_tables_equal_the_classes(engine: Engine) -> None:
    with engine.begin() as connection:
        assert migrations.upgrade(connection)
        assert _differences(connection) == []
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
        assert _functions(connection) == 0
        assert migrations.upgrade(connection)


def test_each_step_goes_down_and_up_again(engine: Engine) -> None:
    steps = [f"{number:04}" for number in range(1, int(migrations.HEAD) + 1)]
    with engine.begin() as connection:
        for step in steps:
            migrations.upgrade(connection, to=step)
        for step in reversed(["base", *steps[:-1]]):
            migrations.downgrade(connection, to=step)
        migrations.upgrade(connection)
        assert _differences(connection) == []


@pytest.mark.parametrize("change", ["UPDATE audit SET actor = 'x'", "DELETE FROM audit"])
def test_rows_of_the_chain_cannot_be_changed(engine: Engine, change: str) -> None:
    row = "INSERT INTO audit VALUES (1, 0, 'a', 'b', '{}', 'm', 'k')"
    with engine.begin() as connection:
        migrations.upgrade(connection)
        connection.execute(text(row))
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(change))


def test_the_chain_cannot_be_emptied_on_a_server(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        return  # it has no TRUNCATE
    with engine.begin() as connection:
        migrations.upgrade(connection)
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text("TRUNCATE audit CASCADE"))


def _functions(connection: Connection) -> int:
    if connection.dialect.name == "sqlite":
        return 0
    count = "SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
    return int(connection.execute(text(count)).scalar() or 0)


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


def test_passages_take_their_places_in_time_and_stay_findable(engine: Engine) -> None:
    seen = {"c": 5, "a": 5, "b": 6, "d": 6, "e": 20, "f": 7}
    with engine.begin() as connection:
        migrations.upgrade(connection, to="0002")
        for name, at in seen.items():
            connection.execute(
                text(
                    "INSERT INTO passage VALUES (:name, 'cam1', 'lane1', 'ABC12', 'A8C1Z', :at, "
                    ":at, 'in', 2, 2, 0.9, :yes, :no, :yes, '[]', '[]', NULL, '', '', NULL, '')"
                ),
                {"name": name, "at": at, "yes": True, "no": False},
            )
        migrations.upgrade(connection, to="0003")
        places = connection.execute(text("SELECT passage_id, moment FROM passage ORDER BY moment"))
        assert [tuple(row) for row in places] == [
            ("a", 5), ("c", 6), ("b", 7), ("d", 8), ("f", 9), ("e", 20),
        ]  # fmt: skip
        if connection.dialect.name == "sqlite":
            found = "SELECT count(*) FROM passage_trigram WHERE passage_trigram MATCH '\"8C1\"'"
            assert connection.execute(text(found)).scalar() == len(seen)
        migrations.downgrade(connection, to="0002")
        kept = connection.execute(text("SELECT passage_id, first_seen_at FROM passage"))
        assert {row.passage_id: row.first_seen_at for row in kept} == seen
        assert migrations.upgrade(connection)


def _parts_indexed(connection: Connection) -> str:
    found = "SELECT indexdef FROM pg_indexes WHERE indexname = 'ix_passage_trigram'"
    return str(connection.execute(text(found)).scalar() or "")


def test_parts_of_plates_are_indexed_by_time_on_a_server(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        return  # its own index knows the order
    plain = "USING gin (fold gin_trgm_ops, corrected_fold gin_trgm_ops)"
    with engine.begin() as connection:
        migrations.upgrade(connection, to="0007")
        assert plain in _parts_indexed(connection)
        connection.execute(
            text(
                "INSERT INTO passage VALUES ('a', 'cam1', 'lane1', 'ABC12', 'A8C1Z', 5, 5, 'in', "
                "2, 2, 0.9, true, false, true, '[]', '[]', NULL, '', '', NULL, '', 5)"
            )
        )
        migrations.upgrade(connection, to="0008")
        assert "USING gin ((ARRAY[" in _parts_indexed(connection)
        query = select(PassageTable.moment).where(
            history_windows.has_parts(PlatePattern.parse("8C1")),
            history_windows.in_spans(0, 9),
        )
        for other in ("seqscan", "indexscan", "indexonlyscan"):  # quicker with one passage
            connection.execute(text(f"SET LOCAL enable_{other} = off"))
        compiled = query.compile(dialect=connection.dialect)
        plan = connection.exec_driver_sql(f"EXPLAIN {compiled}", compiled.params)
        said = "\n".join(row[0] for row in plan)
        assert "Bitmap Index Scan on ix_passage_trigram" in said
        # By the spans, as the index has them to the letter (with more rows by both, see
        # test_bench_db.py).
        assert "Index Cond: (ARRAY[(((moment / '86400000000'::bigint) * 4) + 0)" in said
        assert connection.execute(query).scalars().all() == [5]
        migrations.downgrade(connection, to="0007")
        assert plain in _parts_indexed(connection)


def test_a_server_without_an_index_of_parts_gets_none(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        return
    with engine.begin() as connection:
        migrations.upgrade(connection, to="0007")
        connection.execute(text("DROP INDEX ix_passage_trigram"))
        migrations.upgrade(connection, to="0008")
        assert not _parts_indexed(connection)
        migrations.downgrade(connection, to="0007")
        assert not _parts_indexed(connection)
