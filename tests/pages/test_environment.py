from __future__ import annotations

import json
import sys

import pytest
from tradegraph._exceptions import UsageError
from tradegraph.pages.environment import load_environment, to_script


@pytest.mark.parametrize("text", ["</script>", "<!--", "]]>", "a & b", "\u2028\u2029", 'quote " and \\'])
def test_data_in_a_script_stays_data(text: str) -> None:
    written = str(to_script({"name": text}))
    assert json.loads(written) == {"name": text}
    assert not set("<>&\u2028\u2029") & set(written)


def test_what_is_written_in_a_template_is_escaped() -> None:
    template = load_environment().from_string("<p title='{{ words }}'>{{ words }}</p>")
    assert template.render(words="<b>'\"") == "<p title='&lt;b&gt;&#39;&#34;'>&lt;b&gt;&#39;&#34;</p>"


def test_a_missing_library_is_told_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    load_environment.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(UsageError, match=r"pip install 'tradegraph\[publish\]'"):
        load_environment()
