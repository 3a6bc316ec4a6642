# shellcheck shell=bash
# The private PostgreSQL cluster in $DRAGOMAN_HOME. Sourced after common.sh.
#
# Several commands may use the cluster at once. Each holds a shared lock on cluster.lock as long as it does, and so does the
# program it starts; whoever leaves stops the cluster only if nobody else holds the lock. The kernel drops the lock of whatever
# is killed.

DATABASE=dragoman
LOCK_FD=9

open_home() {
  DRAGOMAN_HOME=${DRAGOMAN_HOME:-${XDG_DATA_HOME:-$HOME/.local/share}/dragoman}
  if ! mkdir -p "$DRAGOMAN_HOME" 2>/dev/null || [ ! -w "$DRAGOMAN_HOME" ]; then
    fail "cannot write to $DRAGOMAN_HOME; set DRAGOMAN_HOME to a folder of yours"
  fi
  DRAGOMAN_HOME=$(cd "$DRAGOMAN_HOME" && pwd)
  require_disk "$DRAGOMAN_HOME" 1000
}

# PostgreSQL refuses to run as root: then it runs as the system's own user for it.
as_postgres() {
  if [ "$(id -u)" -eq 0 ]; then
    (cd / && runuser -u postgres -- "$@")
  else
    "$@"
  fi
}

random_secret() {
  od -An -N24 -tx1 /dev/urandom | tr -d ' \n'
}

# Prints what a file holds, which is made at first use and readable for its owner alone.
secret() {
  [ -s "$1" ] || (umask 077 && random_secret >"$1")
  cat "$1"
}

# Sets CLUSTER, the folder of the cluster. Where root's home is closed to the user that PostgreSQL runs as, the cluster lies
# under /var/lib and a link to it in the home.
locate_cluster() {
  CLUSTER="$DRAGOMAN_HOME/postgres"
  if [ -L "$CLUSTER" ]; then
    CLUSTER=$(readlink "$CLUSTER")
  elif [ "$(id -u)" -eq 0 ] && [ ! -d "$CLUSTER" ] && ! as_postgres test -x "$DRAGOMAN_HOME"; then
    local elsewhere
    elsewhere="/var/lib/dragoman/$(printf '%s' "$DRAGOMAN_HOME" | cksum | cut -d' ' -f1)"
    say "PostgreSQL may not run as root and its user cannot enter $DRAGOMAN_HOME: its data goes to $elsewhere"
    install -d -m 0755 /var/lib/dragoman
    install -d -m 0700 -o postgres -g postgres "$elsewhere"
    ln -s "$elsewhere" "$CLUSTER"
    CLUSTER=$elsewhere
  fi
}

free_port() {
  local port
  for _ in $(seq 50); do
    port=$((20000 + RANDOM % 12000))
    if ! port_taken "$port"; then
      printf '%s\n' "$port"
      return
    fi
  done
  fail "no free port was found for PostgreSQL"
}

port_taken() {
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# Where it reports what it does; the server itself appends to postgres.log in the cluster.
run_quietly() {
  local what=$1 log
  shift
  log=$(mktemp)
  # the locks are ours: a server that inherited them would keep them for ever
  if ! "$@" >"$log" 2>&1 8>&- 9>&-; then
    local reason
    reason=$(grep -iE 'fatal|error|could not|space' "$log" "$CLUSTER/postgres.log" -h 2>/dev/null | tail -n 1)
    reason=${reason:-$(tail -n 1 "$log")}
    rm -f "$log"
    fail "$what failed: $reason"
  fi
  rm -f "$log"
}

make_cluster() {
  local password=$1 file
  [ -e "$CLUSTER/PG_VERSION" ] && [ -e "$CLUSTER/ready" ] && return
  # what an interrupted first start left is no cluster
  ! cluster_runs || as_postgres "$POSTGRES_BIN/pg_ctl" -D "$CLUSTER" -m immediate -w stop >/dev/null 2>&1
  if [ -d "$CLUSTER" ]; then
    find "$CLUSTER" -mindepth 1 -delete
  elif [ "$(id -u)" -eq 0 ]; then
    install -d -m 0700 -o postgres -g postgres "$CLUSTER"
  else
    install -d -m 0700 "$CLUSTER"
  fi
  say "Making a PostgreSQL cluster of its own in $CLUSTER"
  file=$(mktemp)
  printf '%s\n' "$password" >"$file"
  [ "$(id -u)" -ne 0 ] || chown postgres "$file"
  run_quietly "initdb" as_postgres "$POSTGRES_BIN/initdb" -D "$CLUSTER" -U dragoman -E UTF8 --locale=C.UTF-8 \
    --auth=scram-sha-256 --pwfile="$file"
  rm -f "$file"
}

# Whether the cluster's server lives. What a killed server left behind counts for nothing, even where its process id has been
# given to another program or nobody has collected the dead one.
cluster_runs() {
  local pid
  pid=$(as_postgres head -n 1 "$CLUSTER/postmaster.pid" 2>/dev/null) || return 1
  if [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = postgres ] && ! grep -q '^State:.Z' "/proc/$pid/status" 2>/dev/null; then
    return 0
  fi
  as_postgres rm -f "$CLUSTER/postmaster.pid"
  return 1
}

# Starts the cluster, unless it runs, and holds it. Sets QUARKUS_DATASOURCE_*.
hold_cluster() {
  local password port
  POSTGRES_BIN=$(find_postgres)
  [ -n "$POSTGRES_BIN" ] || fail "PostgreSQL with pgvector is missing; run deploy/install"
  locate_cluster
  password=$(secret "$DRAGOMAN_HOME/postgres-password")
  exec 8>"$DRAGOMAN_HOME/start.lock" 9>"$DRAGOMAN_HOME/cluster.lock"
  flock 8
  flock --shared $LOCK_FD
  make_cluster "$password"
  if ! cluster_runs; then
    port=$(free_port)
    run_quietly "starting PostgreSQL" as_postgres "$POSTGRES_BIN/pg_ctl" -D "$CLUSTER" -w -t 60 -l "$CLUSTER/postgres.log" \
      -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c shared_buffers=256MB -c max_connections=50" start
  fi
  port=$(as_postgres sed -n 4p "$CLUSTER/postmaster.pid")
  create_database "$port" "$password"
  exec 8>&-
  export QUARKUS_DATASOURCE_JDBC_URL="jdbc:postgresql://127.0.0.1:$port/$DATABASE"
  export QUARKUS_DATASOURCE_USERNAME=dragoman QUARKUS_DATASOURCE_PASSWORD="$password"
}

create_database() {
  [ ! -e "$CLUSTER/ready" ] || return 0
  PGPASSWORD=$2 run_quietly "creating the database" "$POSTGRES_BIN/createdb" -h 127.0.0.1 -p "$1" -U dragoman "$DATABASE"
  as_postgres touch "$CLUSTER/ready"
}

# Stops the cluster if nobody else uses it.
release_cluster() {
  [ -n "${CLUSTER:-}" ] && [ -n "${POSTGRES_BIN:-}" ] || return 0
  exec 8>"$DRAGOMAN_HOME/start.lock"
  flock 8
  if flock --exclusive --nonblock $LOCK_FD && cluster_runs; then
    as_postgres "$POSTGRES_BIN/pg_ctl" -D "$CLUSTER" -m fast -w stop >/dev/null 2>&1 9>&- 8>&- || true
  fi
  exec 8>&- 9>&-
}
