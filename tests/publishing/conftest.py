"""A published site, and servers that sites are tried on."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NoReturn

import pytest
from programs import free_port
from tradegraph.publishing.publication import publish

_MODULES = ("mpm_event", "authz_core", "dir", "env", "headers", "mime", "rewrite")
_CONFIGURATION = """
ServerRoot "{root}"
ServerName localhost
Listen 127.0.0.1:{port}
PidFile "{root}/pid"
ErrorLog "{root}/errors"
TypesConfig /dev/null
AddType text/html .html
{modules}
DocumentRoot "{root}/www"
<Directory "{root}/www">
AllowOverride All
Require all granted
</Directory>
"""


@pytest.fixture(scope="session")
def site(sample_kg: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sample articles; tests only read it."""
    out = tmp_path_factory.mktemp("published") / "site"
    publish(sample_kg, out)
    return out


@pytest.fixture(scope="session")
def plain_host(site: Path) -> Iterator[str]:
    """The address of a host that knows nothing but files."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    raise AssertionError("the server does not answer")


@pytest.fixture(scope="session")
def apache(
    lack: Callable[[str], NoReturn], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, str]]:
    """A folder that Apache serves, and its address."""
    places = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin"])
    program = shutil.which("apache2", path=places) or shutil.which("httpd", path=places)
    modules = Path("/usr/lib/apache2/modules")
    if program is None or not modules.is_dir():
        lack("Apache (Debian's apache2)")
    with _run(program, modules, tmp_path_factory.mktemp("apache")) as served:
        yield served


@contextmanager
def _run(program: str, modules: Path, root: Path) -> Iterator[tuple[Path, str]]:
    port = free_port()
    (root / "www").mkdir()
    # Apache run by root works as another user, who must be able to come here.
    for folder in (root, *root.parents[:3]):
        folder.chmod(folder.stat().st_mode | 0o055)
    loaded = "\n".join(f"LoadModule {name}_module {modules}/mod_{name}.so" for name in _MODULES)
    (root / "conf").write_text(_CONFIGURATION.format(root=root, port=port, modules=loaded))
    process = subprocess.Popen(
        [program, "-f", str(root / "conf"), "-D", "FOREGROUND"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        _wait(port, process)
        yield root / "www", f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(timeout=10)
