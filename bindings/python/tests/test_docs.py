"""What docs/python.md shows works."""

import os
import subprocess
import sys
from pathlib import Path

from conftest import ROOT


def test_the_lines_of_the_page_run(run: Path) -> None:
    page = (ROOT / "docs/python.md").read_text()
    code = page.split("```python\n")[1].split("```")[0]
    assert "standstill-demo/honest-year" in code
    told = subprocess.check_output([sys.executable, "-c", code.replace("standstill-demo/honest-year", os.fspath(run))], cwd=ROOT, text=True)
    assert "220" in told.splitlines()
