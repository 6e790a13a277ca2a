# Runs Redis until standard input ends, which it does when the process that holds the other end stops, or is killed.
# $1: a directory with redis-server in it, removed at the end; $2: the port.
trap '' INT TERM HUP # Ctrl+C reaches everything in the terminal, but Redis is to stop after the application.
cd "$1" || exit 1
# A daemon has left the terminal, for the same reason.
./redis-server --port "$2" --bind 127.0.0.1 --dir "$1" --save '' --appendonly no \
    --daemonize yes --pidfile "$1/redis.pid" --logfile "$1/redis.log" > redis.log 2>&1
tries=0
while [ ! -s redis.pid ] && [ "$tries" -lt 100 ]; do
    sleep 0.05
    tries=$((tries + 1))
done
if [ -s redis.pid ]; then
    echo ready
    cat > /dev/null
    redis=$(cat redis.pid)
    kill "$redis"
    while kill -0 "$redis" 2> /dev/null; do
        sleep 0.05
    done
else
    tail -n 3 redis.log
fi
cd / && rm -rf "$1"
