"""The one table of Asterisk modules that are loaded, and why."""

from pathlib import Path

from server.ports.switch import SwitchError

# bridge_native_rtp and bridge_simple are left out on purpose: a bridge that changes its technology or relays RTP
# numbering makes phones deaf for up to a second when the next caller's numbers lie behind the last one's.
NEEDED: dict[str, tuple[str, ...]] = {
    "timing, TLS, RTP": ("res_timing_timerfd", "res_crypto", "res_srtp", "res_rtp_asterisk"),
    "objects in files, in memory, in the built-in database": (
        "res_sorcery_config",
        "res_sorcery_memory",
        "res_sorcery_astdb",
    ),
    "SIP": (
        "res_pjproject",
        "res_pjsip",
        "res_pjsip_session",
        "res_pjsip_sdp_rtp",
        "res_pjsip_pubsub",
        "res_pjsip_registrar",
        "res_pjsip_endpoint_identifier_user",
        "res_pjsip_endpoint_identifier_ip",
        "res_pjsip_authenticator_digest",
        "res_pjsip_outbound_authenticator_digest",
        "res_pjsip_outbound_registration",
        "res_pjsip_caller_id",
        "res_pjsip_nat",
        "res_pjsip_acl",
        "res_pjsip_rfc3326",
        "res_pjsip_dtmf_info",
        "res_pjsip_dlg_options",
        "res_pjsip_header_funcs",
        "res_pjsip_refer",
        "res_pjsip_path",
        "chan_pjsip",
    ),
    "codecs and files": (
        "codec_ulaw",
        "codec_alaw",
        "codec_g722",
        "codec_resample",
        "format_pcm",
        "format_wav",
        "format_sln",
    ),
    "mixing and holding": ("bridge_softmix", "bridge_holding", "res_musiconhold", "chan_bridge_media"),
    "recording (app_mixmonitor and what it needs)": (
        "func_periodic_hook",
        "app_chanspy",
        "func_cut",
        "func_groupcount",
        "func_uri",
        "app_mixmonitor",
        "func_talkdetect",
    ),
    "ARI": (
        "res_http_websocket",
        "res_stasis",
        "res_stasis_answer",
        "res_stasis_playback",
        "res_stasis_recording",
        "res_stasis_snoop",
        "res_ari",
        "res_ari_model",
        "res_ari_applications",
        "res_ari_asterisk",
        "res_ari_bridges",
        "res_ari_channels",
        "res_ari_endpoints",
        "res_ari_events",
        "res_ari_playbacks",
        "res_ari_recordings",
        "app_stasis",
    ),
    "the dialplan for callers while the server is away": (
        "pbx_config",
        "app_verbose",
        "app_playtones",
        "func_channel",
        "func_callerid",
        "func_strings",
        "func_logic",
        "func_math",
        "func_timeout",
    ),
}

OPTIONAL = ("codec_a_mu", "res_websocket_client")
"""Used where there: a direct way from a-law to µ-law; a part that ARI needs from Asterisk 22.6 on."""


def modules_to_load(modules_dir: Path) -> list[str]:
    """Names for modules.conf, in the order of the table. Raises `SwitchError` if one that is needed is not installed."""
    needed = [name for group in NEEDED.values() for name in group]
    missing = [name for name in needed if not (modules_dir / f"{name}.so").exists()]
    if missing:
        raise SwitchError(
            f"This Asterisk lacks modules that are needed ({', '.join(missing)}; looked in {modules_dir}). "
            "Install the complete package, or run `make asterisk` to fetch a private one."
        )
    return [name for name in OPTIONAL if (modules_dir / f"{name}.so").exists()] + needed
