# Runs Redis until standard input ends, which it does when the process that holds the other end stops, or is killed.
# $1: a directory with redis-server in it, removed at the end; $2: the port.
# Each line of the input is a command, answered by a line: freeze, resume, kill, start.
trap '' INT TERM HUP # Ctrl+C reaches everything in the terminal, but Redis is to stop after the application.
cd "$1" || exit 1
directory=$1
port=$2
redis=

start() {
    rm -f redis.pid
    # A daemon has left the terminal, for the same reason.
    ./redis-server --port "$port" --bind 127.0.0.1 --dir "$directory" --save '' --appendonly no \
        --daemonize yes --pidfile "$directory/redis.pid" --logfile "$directory/redis.log" > redis.log 2>&1
    tries=0
    while [ ! -s redis.pid ] && [ "$tries" -lt 100 ]; do
        sleep 0.05
        tries=$((tries + 1))
    done
    if [ -s redis.pid ]; then
        redis=$(cat redis.pid)
        echo ready
    else
        tail -n 3 redis.log
    fi
}

# Process 1 collects what is left of a daemon that has ended: on some machines after a second, in some containers never.
has_ended() {
    ! kill -0 "$redis" 2> /dev/null ||
        [ "$(grep -cE '^(State:[[:space:]]+Z|Threads:[[:space:]]+[01]$)' "/proc/$redis/status" 2> /dev/null)" = 2 ]
}

# $1: the signal
end() {
    if [ -n "$redis" ]; then
        kill "-$1" "$redis"
        until has_ended; do
            sleep 0.05
        done
        redis=
    fi
}

start
if [ -n "$redis" ]; then
    while read -r command; do
        case $command in
            freeze) kill -STOP "$redis" && echo frozen ;;
            resume) kill -CONT "$redis" && echo ready ;;
            kill) end KILL && echo down ;;
            start) start ;;
        esac
    done
    # A frozen process does not end.
    [ -z "$redis" ] || kill -CONT "$redis"
    end TERM
fi
cd / && rm -rf "$directory"
