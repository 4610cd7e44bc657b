"""Every golden page gives the account, the fair copies and the fields that its folder holds."""

import pytest

from tests.goldens import NAMES, PAGES, cleaned, rendered, slugs


@pytest.mark.parametrize("slug", slugs())
def test_golden(slug: str) -> None:
    done = rendered(cleaned(slug))
    for name in NAMES:
        assert done[name] == (PAGES / slug / name).read_text("utf-8"), name


def test_there_are_goldens_of_every_family() -> None:
    dirty = [s for s in slugs() if not s.startswith("neg-")]
    assert len(dirty) >= 20
    assert len(slugs()) - len(dirty) >= 10
