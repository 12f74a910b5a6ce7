"""SIP by PJSIP: what the engine asks of it, the calls and the line, and the gate through which TLS and TCP go."""
