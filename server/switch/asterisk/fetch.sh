#!/usr/bin/env bash
# Fetch a private Asterisk 22 for a Debian that has no package of it (12, 13): the packages of Debian forky, checked
# with Debian's own keyring, unpacked into a folder of this user. Needs no root; libc and packages of the machine stay
# as they are, because the program runs with the dynamic loader and libraries that came with it.
#
#   fetch.sh [FOLDER]      then FOLDER/asterisk runs it; default: ~/.cache/bluebean/asterisk
#
# May be run again and by several at once: one works, the others wait, and what is complete is left alone. A broken run
# leaves nothing behind, because the folder gets its name only when everything is in it and has been tried.
set -euo pipefail

target=$(realpath -m "${1:-${XDG_CACHE_HOME:-$HOME/.cache}/bluebean/asterisk}")
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
suite=forky
# Not for a program in user space: they carry no library that Asterisk loads.
skip='^(perl-base|apt|dpkg|systemd.*|init-system-helpers|debconf|adduser|passwd|login.*)_'

fail() {
    echo "fetch.sh: $*" >&2
    exit 1
}

case "$(dpkg --print-architecture 2>/dev/null || true)" in
amd64) triplet=x86_64-linux-gnu loader=ld-linux-x86-64.so.2 ;;
arm64) triplet=aarch64-linux-gnu loader=ld-linux-aarch64.so.1 ;;
*) fail "only for Debian on amd64 or arm64. Install Asterisk 20 or newer with your system's own tools instead." ;;
esac
for tool in apt-get dpkg-deb tar flock; do
    command -v "$tool" >/dev/null || fail "needs the program $tool. Install it and try again."
done
[ -r "$keyring" ] || fail "needs Debian's keys ($keyring). Install the package debian-archive-keyring and try again."

mkdir -p "$(dirname "$target")"
exec 9>"$target.lock"
flock 9
if "$target/asterisk" -V >/dev/null 2>&1; then
    echo "Asterisk is there already: $("$target/asterisk" -V) in $target"
    exit 0
fi

work=$(mktemp -d "$target.part.XXXXXX")
trap 'rm -rf "$work"' EXIT
apt=$work/apt
mkdir -p "$apt/lists/partial" "$apt/archives/partial" "$apt/etc" "$work/tree/root"
: >"$apt/status"

# The mirror of this machine, as its own apt is configured; security and ports archives carry no whole suite.
mirror=$(apt-get indextargets --format '$(SITE) $(REPO_URI) $(ORIGIN)' 2>/dev/null |
    awk '$NF == "Debian" && $2 !~ /security/ { print $2; exit }')
if [ -z "$mirror" ]; then
    mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null |
        awk '$1 == "URIs:" { print $2 } $1 == "deb" { for (i = 2; i <= NF; i++) if ($i ~ /:\/\//) print $i }' |
        grep -v security | head -n 1 || true)
fi
[ -n "$mirror" ] || fail "found no Debian mirror in the configuration of apt. Add one to /etc/apt and try again."

echo "deb [signed-by=$keyring] $mirror $suite main" >"$apt/sources.list"
# Only where things lie is our own; how to reach the mirror (proxies, credentials) stays as the machine has it.
cat >"$apt/apt.conf" <<CONF
Dir::State "$apt";
Dir::State::Lists "$apt/lists";
Dir::State::status "$apt/status";
Dir::Cache "$apt";
Dir::Etc::sourcelist "$apt/sources.list";
Dir::Etc::sourceparts "$apt/etc";
Dir::Etc::preferences "$apt/no-preferences";
Dir::Etc::preferencesparts "$apt/etc";
Acquire::Check-Valid-Until "false";
Acquire::Languages "none";
APT::Install-Recommends "false";
APT::Sandbox::User "root";
Debug::NoLocking "true";
CONF
export APT_CONFIG=$apt/apt.conf
apt-get update -qq || fail "could not read the package lists of $suite from the mirror of this machine. Check the network."
apt-get install -y -qq --download-only asterisk >/dev/null || fail "could not download Asterisk. Check the network and the space in $work."

for deb in "$apt"/archives/*.deb; do
    if [[ ${deb##*/} =~ $skip ]]; then continue; fi
    dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$work/tree/root" --keep-directory-symlink --no-same-owner \
        --exclude=./usr/share/doc --exclude=./usr/share/man --exclude=./usr/share/locale --exclude=./var/cache
done

cat >"$work/tree/asterisk" <<RUN
#!/bin/sh
root=\$(dirname "\$(readlink -f "\$0")")/root
libraries="\$root/usr/lib/$triplet"
exec "\$libraries/$loader" --library-path "\$libraries" "\$root/usr/sbin/asterisk" "\$@"
RUN
chmod 755 "$work/tree/asterisk"
version=$("$work/tree/asterisk" -V) || fail "what was fetched does not run on this machine."

rm -rf "$target"
mv "$work/tree" "$target"
echo "$version is in $target"
