"""One's own password and picture: rules, refusals, and what colleagues are told."""

import base64
import io

import msgspec
import pytest
from PIL import Image

from server.config import ServerConfig
from server.domain.refusal import Refusal
from server.protocol.errors import ErrorCode
from server.protocol.rest import PictureRequest
from server.protocol.seats import LARGEST_PICTURE_BYTES
from server.services.portraits import portrait
from tests.support.sample_site import PASSWORD
from tests.support.server_in_process import Client, World

NEW = "Blue-Heron-2027"


def picture(form: str = "PNG", size: tuple[int, int] = (300, 200), colour: str = "#204080") -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    Image.new("RGB", size, colour).save(out, form, exif=exif)
    return out.getvalue()


def body(image: bytes) -> dict[str, str]:
    return {"image": base64.b64encode(image).decode()}


def passwords(old: str, new: str) -> dict[str, str]:
    return {"old_password": old, "new_password": new}


async def test_the_new_password_logs_in_and_the_old_one_does_not(world: World, operator: Client) -> None:
    assert (await operator.call("POST", "/me/password", passwords(PASSWORD, NEW))).status == 200
    assert (await operator.call("GET", "/session")).status == 200, "who changed it stays logged in"
    assert (await world.client().log_in()).code == "invalid_credentials"
    assert (await world.client().log_in(password=NEW)).status == 200


@pytest.mark.parametrize(
    "new", ["Short-1", "all-small-2027", "ALL-CAPITALS-2027", "No-Digits-Here", "NoSymbols2027", PASSWORD, "Aa1-" * 60]
)
async def test_a_weak_or_unchanged_password_is_refused(operator: Client, new: str) -> None:
    answer = await operator.call("POST", "/me/password", passwords(PASSWORD, new))
    assert (answer.status, answer.code) == (422, "weak_password")


async def test_guessing_the_present_password_locks_the_operator_out(world: World, operator: Client) -> None:
    for _ in range(5):
        assert (await operator.call("POST", "/me/password", passwords("Wrong-1234", NEW))).code == "wrong_password"
    assert (await operator.call("POST", "/me/password", passwords(PASSWORD, NEW))).code == "locked_out"
    assert (await world.client().log_in()).code == "locked_out"


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
async def test_a_picture_becomes_a_small_square_without_what_was_hidden_in_it(operator: Client, form: str) -> None:
    sent = picture(form)
    assert b"taken at home" in sent
    assert (await operator.call("POST", "/me/picture", body(sent))).body == {"picture": 1}
    kept = (await operator.call("GET", "/operators/op001/picture?version=1")).raw
    assert b"taken at home" not in kept
    with Image.open(io.BytesIO(kept)) as shown:
        assert (shown.format, shown.size) == ("JPEG", (256, 256))


async def test_colleagues_are_told_the_new_version_at_once(world: World, operator: Client) -> None:
    colleague = world.client()
    await colleague.log_in("op002", "2002")
    async with colleague.events() as reader:
        await reader.follow(lambda state: state.seats)
        await operator.call("POST", "/me/picture", body(picture()))
        await reader.follow(lambda state: state.seats["op001"].picture == 1)
        await operator.call("POST", "/me/picture", body(picture(colour="#802020")))
        await reader.follow(lambda state: state.seats["op001"].picture == 2)
    shown = await colleague.call("GET", "/operators/op001/picture?version=2")
    assert shown.headers["Content-Type"] == "image/jpeg" and "immutable" in shown.headers["Cache-Control"]


@pytest.mark.parametrize(
    "image", [b"", b"not a picture", b"GIF89a" + bytes(50), picture()[:60], picture(size=(5000, 10))]
)
async def test_what_is_no_picture_is_refused(operator: Client, image: bytes) -> None:
    assert (await operator.call("POST", "/me/picture", body(image))).code == "not_a_picture"
    assert (await operator.call("GET", "/operators/op001/picture")).code == "no_such_picture"


def test_a_picture_of_more_than_a_mebibyte_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(Refusal) as refused:
        portrait(picture() + bytes(LARGEST_PICTURE_BYTES))
    assert refused.value.code is ErrorCode.TOO_LARGE


def test_a_request_has_room_for_the_largest_picture() -> None:
    assert ServerConfig().max_body_bytes > len(msgspec.json.encode(PictureRequest(bytes(LARGEST_PICTURE_BYTES))))
