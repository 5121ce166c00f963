#!/bin/sh
# Starts the bundled kernel, as Jupyter does: start.sh CONNECTION_FILE. STOCKPOT_JVM_OPTS gives its
# JVM more flags, JAVA_HOME says which Java it is.
#
# start.sh --rehearse plays a first notebook, and keeps the classes that it took in an archive
# beside this file, which later starts with the same Java map into memory. A JVM to which the
# archive does not fit, because it is another one or a jar has changed, goes without.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
# A character set that knows more than ASCII in file names.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
  *[Uu][Tt][Ff]*) ;;
  *) export LC_ALL=C.UTF-8 ;;
esac
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
real=$(readlink -f "$(command -v "$java" || echo "$java")" 2>/dev/null || echo "$java")
archive=$here/classes-$(printf '%s' "$real" | cksum | cut -d ' ' -f 1).jsa

# Serial collection and a small heap at first take the least memory and time for what notebooks do:
# the arrays of trainings are made once.
gc='-XX:+UseSerialGC'
case ${STOCKPOT_JVM_OPTS:-} in *-XX:+Use*GC*) gc='' ;; esac

main=org.stockpot.kernel.Main
sharing=''
if [ "${1:-}" = --rehearse ]; then
  [ ! -f "$archive" ] || [ -n "$(find "$here" "$here/../lib" -name '*.jar' -newer "$archive")" ] ||
    exit 0
  main=org.stockpot.kernel.ClassRecording
  sharing=-XX:ArchiveClassesAtExit=$archive.$$
  export STOCKPOT_HOME=none
  set --
elif [ -f "$archive" ]; then
  sharing=-XX:SharedArchiveFile=$archive
fi
# shellcheck disable=SC2086
set -- $gc -Xms48m ${sharing:+"$sharing"} -Xshare:auto -Xlog:cds=off -Xlog:cds+dynamic=off \
  ${STOCKPOT_JVM_OPTS:-} -cp "$here/../lib/*:$here/*" "$main" "$@"
set -- -Dfile.encoding=UTF-8 -Djava.awt.headless=true --enable-native-access=ALL-UNNAMED "$@"
[ "$main" = org.stockpot.kernel.ClassRecording ] || exec "$java" "$@"

# A half of an archive would end a JVM: it gets its name when it is whole.
trap 'rm -f "$archive.$$"' EXIT
"$java" "$@" >/dev/null 2>&1 </dev/null && mv -f "$archive.$$" "$archive"
