#!/usr/bin/env bash
# Makes a fresh checkout ready to run: Debian packages, .venv, translations and Asterisk; a second run finds all done.
#
#   tools/bootstrap.sh run         what the programs and the demo need
#   tools/bootstrap.sh run test    what the tests need as well
#   tools/bootstrap.sh bench       the peer that figures are compared with, where the archive has it
#   tools/bootstrap.sh python      only .venv: enough for the linters
#   tools/bootstrap.sh asterisk    only Asterisk
set -euo pipefail
cd "$(dirname "$0")/.."

asterisk_dir=${XDG_CACHE_HOME:-$HOME/.cache}/bluebean/asterisk
venv=.venv
python=

say() { printf '%s\n' "bootstrap: $*"; }

fail() {
    printf '%s\n' "bootstrap: $1" >&2
    shift
    printf '           %s\n' "$@" >&2
    exit 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "This needs root, and there is no sudo here." "Let an administrator run:" "$*"
    fi
}

# ---- packages ------------------------------------------------------------------------------------------------------

is_installed() { [ "$(dpkg-query -W -f='${db:Status-Abbrev}' "$1" 2>/dev/null)" = "ii " ]; }

has_candidate() { apt-cache show --no-all-versions "$1" >/dev/null 2>&1; }

# Lines of one section of the list, comments stripped.
section() { sed -e 's/#.*//' -e 's/[[:space:]]*$//' tools/debian-packages.txt | awk -v want="[$1]" '/^\[/ {on = $0 == want; next} on && NF'; }

# Every package of the given sections that is not there, one a line, the first alternative that the archive has.
missing_packages() {
    local line name names
    for part in "$@"; do section "$part"; done | while read -r line; do
        IFS=' |' read -ra names <<<"$line"
        for name in "${names[@]}"; do is_installed "$name" && continue 2; done
        for name in "${names[@]}"; do has_candidate "$name" && break; done
        has_candidate "$name" || name=${names[0]}
        echo "$name"
    done
}

apt_install() {
    say "installing $*"
    local install=(env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@")
    as_root "${install[@]}" >/dev/null 2>&1 && return
    as_root apt-get update -qq
    as_root "${install[@]}" >/dev/null || fail "Could not install: $*" "The lines above say why. Is the network there, and the universe component (Ubuntu) enabled?"
}

# The program runs servers of its own; a package's service is not wanted.
stop_service() { as_root systemctl disable --now "$1" >/dev/null 2>&1 || as_root service "$1" stop >/dev/null 2>&1 || true; }

need_packages() {
    if ! command -v dpkg-query >/dev/null; then
        say "this is not Debian or Ubuntu: see tools/debian-packages.txt for what must be installed by hand"
        return
    fi
    local missing
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} = 0 ] && return
    has_candidate "${missing[0]}" || as_root apt-get update -qq
    mapfile -t missing < <(missing_packages "$@")
    apt_install "${missing[@]}"
    case " ${missing[*]} " in *" kamailio "*) stop_service kamailio ;; esac
}

# Without them the figures stand beside a control instead.
need_peers() {
    local missing name
    command -v dpkg-query >/dev/null || return 0
    mapfile -t missing < <(missing_packages bench)
    for name in ${missing[@]+"${missing[@]}"}; do
        if has_candidate "$name"; then apt_install "$name"; else say "the archive has no $name: a control takes its place"; fi
    done
}

# ---- Python --------------------------------------------------------------------------------------------------------

# Prints the path of a Python that runs and has a supported version. Names are tried by running them: a shim may lead nowhere.
find_python() {
    local candidate names=(python3.11 python3.12 python3 /usr/bin/python3.11 /usr/bin/python3.12 /usr/bin/python3)
    [ -z "${PYTHON:-}" ] || names=("$PYTHON")
    for candidate in "${names[@]}"; do
        "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 12)); ' 2>/dev/null || continue
        "$candidate" -c 'import sys; print(sys.executable)'
        return
    done
    return 1
}

need_python() {
    if ! python=$(find_python); then
        [ -z "${PYTHON:-}" ] || fail "PYTHON=$PYTHON is no Python 3.11 or 3.12 that runs." "Name another one, or leave PYTHON away."
        command -v apt-get >/dev/null && apt_install python3 python3-venv
        python=$(find_python) || fail "Python 3.11 or 3.12 is needed (the telephony library is built for these); found: $(python3 --version 2>&1 || true)" \
            "Install one of them, or name it: make PYTHON=/path/to/python3.12 …"
    fi
    if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        apt_install "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    fi
}

need_venv() {
    local stamp=$venv/.installed wanted
    wanted=$(cat requirements/dev.txt pyproject.toml | sha256sum)
    [ "$(cat $stamp 2>/dev/null)" = "$wanted" ] && $venv/bin/python -c '' 2>/dev/null && return
    need_python
    say "making $venv with $python"
    rm -f $stamp
    "$venv/bin/python" -c '' 2>/dev/null || rm -rf "$venv"
    [ -d "$venv" ] || "$python" -m venv "$venv"
    local pip=("$venv/bin/python" -m pip --disable-pip-version-check --no-input install -q)
    "${pip[@]}" --require-hashes -r requirements/dev.txt || fail "Could not install the Python packages of requirements/dev.txt; pip's words stand above."
    "${pip[@]}" --no-build-isolation --no-deps -e .
    echo "$wanted" >$stamp
}

# ---- translations, Asterisk ----------------------------------------------------------------------------------------

need_translations() {
    [ -f tools/translations.py ] || return 0
    local stamp=$venv/.translated
    if [ ! -f $stamp ] || [ -n "$(find resources tools/translations.py \( -name '*.ts' -o -name translations.py \) -newer $stamp 2>/dev/null)" ] ||
        [ -z "$(find resources -name '*.qm' -print -quit)" ]; then
        $venv/bin/python tools/translations.py build
        touch $stamp
    fi
}

# Is there an Asterisk that the server can use (20 or newer)?
asterisk_works() { "$1" -V 2>/dev/null | grep -qE '^Asterisk (certified-)?(2[0-9]|[3-9][0-9])\.'; }

need_asterisk() {
    local system id
    for system in "$asterisk_dir/asterisk" asterisk /usr/sbin/asterisk; do asterisk_works "$system" && return; done
    # shellcheck disable=SC1091
    id=$(. /etc/os-release && echo "$ID")
    if [ "$id" = ubuntu ]; then
        apt_install asterisk
        stop_service asterisk
    else
        say "fetching Asterisk into $asterisk_dir"
        mkdir -p "$(dirname "$asterisk_dir")"
        local log=$asterisk_dir.log
        bash server/switch/asterisk/fetch.sh "$asterisk_dir" >"$log" 2>&1 || fail "Could not fetch Asterisk; the last lines of $log:" "$(tail -5 "$log")"
    fi
    for system in "$asterisk_dir/asterisk" asterisk /usr/sbin/asterisk; do asterisk_works "$system" && return; done
    fail "There is no Asterisk 20 or newer here." "Install one, or name it in the server's configuration (switch.asterisk_path)."
}

# ---- main ----------------------------------------------------------------------------------------------------------

[ $# -gt 0 ] || fail "Say what for: tools/bootstrap.sh run|test|bench|python|asterisk"
sections=() want_python= want_asterisk=
for what in "$@"; do
    case $what in
        run | test) sections+=("$what") want_python=1 want_asterisk=1 ;;
        bench) need_peers ;;
        python) want_python=1 ;;
        asterisk) want_asterisk=1 ;;
        *) fail "Unknown part: $what (run, test, bench, python or asterisk)" ;;
    esac
done
[ ${#sections[@]} = 0 ] || need_packages "${sections[@]}"
if [ -n "$want_python" ]; then
    need_venv
    need_translations
fi
[ -z "$want_asterisk" ] || need_asterisk
