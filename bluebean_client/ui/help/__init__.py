"""ヘルプ: how an operator asks for help, and how supervisors hear of it."""
