"""What is left after the demo's calls, as the server tells it: call records, contact records, recordings."""

from pathlib import Path

import numpy as np

from tools.demo.customers import Customer
from tools.stage import sound
from tools.stage.sample import PASSWORD, SUPERVISOR, SUPERVISOR_EXTENSION, SUPPORT
from tools.stage.server import Rest

HEAD = "| customer | number | direction | called at | ring | talk | record | text | recording |\n|---|---|---|---|---|---|---|---|---|"
AUDIBLE_RMS = 100.0


def write_summary(url: str, customers: tuple[Customer, ...], folder: Path) -> Path:
    """`summary.md` and `recordings/*.wav` below `folder`; fails if a call left no record or no recording."""
    rest = Rest(url)
    rest.login(SUPERVISOR, PASSWORD, SUPERVISOR_EXTENSION)
    (folder / "recordings").mkdir(parents=True, exist_ok=True)
    rows = [HEAD, *(_row(rest, customer, folder) for customer in customers)]
    rest.call("POST", "/logout", {})
    pictures = sorted((folder / "screenshots").glob("*.png"))
    shown = "\n".join(f"- [{path.stem}](screenshots/{path.name})" for path in pictures)
    summary = folder / "summary.md"
    table = "\n".join(rows)
    summary.write_text(f"# What the calls left\n\n{table}\n\n## Pictures\n\n{shown}\n", "utf-8")
    return summary


def _row(rest: Rest, customer: Customer, folder: Path) -> str:
    found = rest.call("GET", f"/customers?work_group_id={SUPPORT}&phone={customer.number}")["customers"]
    record = rest.call("GET", f"/customers/{found[0]['customer_id']}/records?limit=1")["records"][0]
    times = record["times"]
    recording = folder / "recordings" / f"{record['call_id']}.wav"
    recording.write_bytes(rest.raw("GET", f"/recordings/{record['call_id']}"))
    facts = (
        found[0]["name"],
        record["from_number"],
        record["direction"],
        record["call_started_at"],
        f"{times['ring_seconds']} s",
        f"{times['talk_seconds']} s",
        f"{times['record_seconds']} s",
        record["text"],
        f"[{_loudness(recording)}](recordings/{recording.name})",
    )
    return f"| {' | '.join(facts)} |"


def _loudness(recording: Path) -> str:
    """Length of a recording, and who is heard in it."""
    channels = sound.read_wav(recording)
    heard = [
        who
        for who, samples in zip(("customer", "operator"), channels, strict=True)
        if float(np.sqrt(np.mean(samples.astype(float) ** 2))) > AUDIBLE_RMS
    ]
    return f"{len(channels[0]) / sound.RATE_HZ:.1f} s, heard: {' and '.join(heard) or 'nobody'}"
