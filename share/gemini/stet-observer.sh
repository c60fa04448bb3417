#!/bin/sh
# Notes which session this gemini shows, for stet. gemini runs it as a hook, so its parent is the
# process that owns the terminal. It prints nothing, and nothing that goes wrong may reach gemini.
exec </dev/null >/dev/null 2>&1
set -f
umask 077

case $GEMINI_SESSION_ID in
'' | *[!0-9A-Za-z_-]*) exit 0 ;;
esac
folder=${STET_AGENT_DIR:-${XDG_STATE_HOME:-$HOME/.local/state}/stet/agents}
pid=$PPID
read -r boot </proc/sys/kernel/random/boot_id || exit 0
stat=$(cat "/proc/$pid/stat") || exit 0

# The start time tells this process from a later one with its pid, the boot id from one of another boot.
ended=
if [ "$1" = ended ]; then ended=",\"endedAt\":$(date +%s)000"; fi
set -- ${stat##*) }
mkdir -p "$folder" || exit 0
file=$folder/gemini-$pid.json
printf '{"v":1,"agent":"gemini","pid":%s,"procStart":"%s","bootId":"%s","sessionId":"%s"%s}' \
  "$pid" "${20}" "$boot" "$GEMINI_SESSION_ID" "$ended" >"$file.$$" && mv "$file.$$" "$file"
exit 0
