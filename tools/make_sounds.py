"""Makes the built-in sounds anew: `python -m tools.make_sounds`, with `pip install pyopenjtalk-plus` beside numpy.

The voice is “Mei” of the MMDAgent project (server/sounds/LICENSE.md); 8 kHz, 16 bit, mono, as telephones carry it.
"""

import io
import sys
import wave
from pathlib import Path

import numpy as np
import pyopenjtalk
from numpy.typing import NDArray

RATE_HZ = 8000
PEAK = 0.7
SILENCE_SECONDS = 0.25
BEEP_HZ, BEEP_SECONDS = 1000.0, 0.4
FOLDER = Path(__file__).resolve().parent.parent / "server" / "sounds" / "ja"

AGAIN = "恐れ入りますが、しばらくたってからおかけ直しください。"
LEAVE = "発信音の後に、お名前と、ご用件をお話しください。終わりましたら、シャープを押すか、そのままお切りください。"
TEXTS = {
    "closed": "お電話ありがとうございます。ただいま、受付時間外です。恐れ入りますが、受付時間内におかけ直しください。",
    "holiday": "お電話ありがとうございます。本日は、休業日です。恐れ入りますが、営業日におかけ直しください。",
    "busy": f"お電話ありがとうございます。ただいま、電話が大変込み合っております。{AGAIN}",
    "callback": "かしこまりました。順番がまいりましたら、こちらからお電話を差し上げます。このままお切りになって、お待ちください。",
    "no_callback": "恐れ入りますが、お客様の電話番号が確認できないため、折り返しのお電話ができません。そのまま、お待ちください。",
    "unreachable": f"ただいま、電話に出ることができません。{AGAIN}",
    "voicemail": f"ただいま、電話に出ることができません。{LEAVE}",
    "voicemail_closed": f"お電話ありがとうございます。ただいま、受付時間外です。{LEAVE}",
}


def spoken(text: str) -> NDArray[np.float64]:
    """From -1 to 1, `RATE_HZ`. The voice comes at a multiple of it."""
    voice, rate = pyopenjtalk.tts(text)
    step = round(rate / RATE_HZ)
    taps = np.sinc((np.arange(-8 * step, 8 * step + 1)) / step) * np.hamming(16 * step + 1)
    return np.convolve(voice, taps / taps.sum(), mode="same")[::step]


def beep() -> NDArray[np.float64]:
    seconds = np.arange(round(RATE_HZ * BEEP_SECONDS)) / RATE_HZ
    edge = np.minimum(1.0, np.minimum(seconds, BEEP_SECONDS - seconds) / 0.01)
    return np.asarray(np.sin(2 * np.pi * BEEP_HZ * seconds) * edge)


def written(samples: NDArray[np.float64]) -> bytes:
    """A WAV, as loud as it may be, with a moment of silence around it."""
    silence = np.zeros(round(RATE_HZ * SILENCE_SECONDS))
    loud = np.concatenate([silence, samples / np.abs(samples).max() * PEAK, silence])
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
        wav.writeframes((loud * 32767).astype("<i2").tobytes())
    return file.getvalue()


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "beep.wav").write_bytes(written(beep() * 0.6))
    for name, text in TEXTS.items():
        (FOLDER / f"{name}.wav").write_bytes(written(spoken(text)))
    sys.stdout.write(f"{len(TEXTS) + 1} sounds in {FOLDER.name}\n")


if __name__ == "__main__":
    main()
