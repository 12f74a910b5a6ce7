"""The sounds that every site has, by the names under which the rules of a queue call them. `server/sounds` holds them."""

BEEP = "beep"
UNREACHABLE = "unreachable"
"""“Nobody can come to the phone”: where a number was not reached and nothing else is declared."""
CALLBACK = "callback"
"""“We will call you back”, to who asked for it by the key."""
NO_CALLBACK = "no_callback"
"""“We can't call you back”, to who asked without a number that can be called."""
BUILT_IN_SOUNDS = frozenset(
    {BEEP, UNREACHABLE, CALLBACK, NO_CALLBACK, "busy", "closed", "holiday", "voicemail", "voicemail_closed"}
)
