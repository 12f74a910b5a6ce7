"""What the phone knows of its calls and decides about them, without PJSIP."""
