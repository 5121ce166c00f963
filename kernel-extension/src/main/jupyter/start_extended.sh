#!/bin/sh
# Starts a copy of IJava or JJava with Stockpot in it: KIND, then the command of the original, with
# @flags or @environment where the flags of its JVM go.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
kind=$1
shift

lost() {
  printf 'stockpot: this kernel (%s) needs %s, which is gone; stockpot install makes it anew\n' \
    "$here" "$1" >&2
  exit 2
}

# Every file that the command names, a class path's each.
check() {
  command -v "$1" >/dev/null || [ "$1" = @environment ] || lost "the program $1"
  [ -d "$here/lib" ] || lost "$here/lib"
  IFS=:
  set -f
  for argument in "$@"; do
    for file in $argument; do
      case $file in
        /*'*') ;;
        /*) [ -e "$file" ] || lost "$file" ;;
      esac
    done
  done
  unset IFS
  set +f
}

check "$@"
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
  *[Uu][Tt][Ff]*) ;;
  *) export LC_ALL=C.UTF-8 ;;
esac
flags="-Dfile.encoding=UTF-8 -Djava.awt.headless=true --enable-native-access=ALL-UNNAMED ${STOCKPOT_JVM_OPTS:-}"
if [ "$kind" = jjava ]; then
  export JJAVA_CLASSPATH="${JJAVA_CLASSPATH:+$JJAVA_CLASSPATH:}$here/lib/*.jar"
  export JJAVA_JVM_OPTS="${JJAVA_JVM_OPTS:+$JJAVA_JVM_OPTS }$flags"
else
  export IJAVA_CLASSPATH="${IJAVA_CLASSPATH:+$IJAVA_CLASSPATH:}$here/lib/*.jar"
  export IJAVA_STARTUP_SCRIPT="${IJAVA_STARTUP_SCRIPT:+$IJAVA_STARTUP_SCRIPT
}org.stockpot.kernel.ijava.IJavaExtension.install();"
fi
for argument in "$@"; do
  shift
  case $argument in
    # shellcheck disable=SC2086
    @flags) set -- "$@" $flags ;;
    @environment) export JDK_JAVA_OPTIONS="${JDK_JAVA_OPTIONS:+$JDK_JAVA_OPTIONS }$flags" ;;
    *) set -- "$@" "$argument" ;;
  esac
done
exec "$@"
