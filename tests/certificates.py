# SPDX-License-Identifier: AGPL-3.0-or-later
"""Certificates for devices of the tests: an authority of their own, and what it signed."""

from __future__ import annotations

import ipaddress
import ssl
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_BEGIN = datetime(2020, 1, 1, tzinfo=timezone.utc)
_END = datetime(2100, 1, 1, tzinfo=timezone.utc)


@dataclass(frozen=True)
class DeviceCertificate:
    """A certificate that a device shows.

    Attributes:
        authority: File of the authority that signed it.
        fingerprint: SHA-256, hexadecimal with colons.
        context: For the device's side.
    """

    authority: Path
    fingerprint: str
    context: ssl.SSLContext


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def make_certificate(folder: Path, *, host: str = "127.0.0.1") -> DeviceCertificate:
    """Return a certificate for an IP address, signed by an authority that is made for it."""
    ca_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    authority = (
        x509.CertificateBuilder()
        .subject_name(_name("test authority"))
        .issuer_name(_name("test authority"))
        .public_key(ca_key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_BEGIN)
        .not_valid_after(_END - timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(ca_key.public_key()), critical=False
        )
        .add_extension(
            x509.KeyUsage(
                digital_signature=False,
                content_commitment=False,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=True,
                crl_sign=True,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .sign(ca_key, hashes.SHA256())
    )
    shown = (
        x509.CertificateBuilder()
        .subject_name(_name("device"))
        .issuer_name(_name("test authority"))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_BEGIN)
        .not_valid_after(_END - timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))]),
            critical=False,
        )
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()),
            critical=False,
        )
        .sign(ca_key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    ca_file, chain = folder / "authority.pem", folder / "device.pem"
    ca_file.write_bytes(authority.public_bytes(pem))
    chain.write_bytes(
        shown.public_bytes(pem)
        + key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    digest = shown.fingerprint(hashes.SHA256())
    return DeviceCertificate(ca_file, digest.hex(":").upper(), context)
