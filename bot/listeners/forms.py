"""What was filled into a modal."""

from typing import Any

View = dict[str, Any]


def _state(view: View, name: str) -> dict[str, Any]:
    found = view.get("state", {}).get("values", {}).get(name, {}).get(name)
    return found or {}


def values(view: View) -> dict[str, str]:
    """Return the text or the chosen value of every field that has one."""
    names = view.get("state", {}).get("values", {})
    found = {}
    for name in names:
        state = _state(view, name)
        chosen = (state.get("selected_option") or {}).get("value")
        found[name] = (state.get("value") or chosen or "").strip()
    return found


def chosen(view: View, name: str) -> tuple[str, ...]:
    """Return the values ticked or selected in a field of several."""
    options = _state(view, name).get("selected_options") or ()
    return tuple(option["value"] for option in options)
