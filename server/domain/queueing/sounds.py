"""The sounds that every site has, by the names under which the rules of a queue call them. `server/sounds` holds them."""

BEEP = "beep"
UNREACHABLE = "unreachable"
"""“Nobody can come to the phone”: where a number was not reached and nothing else is declared."""
BUILT_IN_SOUNDS = frozenset({BEEP, UNREACHABLE, "busy", "closed", "holiday", "voicemail", "voicemail_closed"})
