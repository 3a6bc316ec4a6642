# shellcheck shell=bash
# The private PostgreSQL cluster in $DRAGOMAN_HOME. Sourced after common.sh.
#
# Several commands may use the cluster at once. Each holds a shared lock on cluster.lock (descriptor 9) as long as it does, and
# so does the program it starts; whoever leaves stops the cluster only if nobody else holds the lock. Making, starting and
# stopping are serialised by start.lock (descriptor 8). The kernel drops the locks of whatever is killed.

ROLE=dragoman
DATABASE=dragoman
# whether the cluster is gone after use
throw_away=false

# Sets DRAGOMAN_HOME, an absolute path, and sees that it can be used.
open_home() {
  DRAGOMAN_HOME=${DRAGOMAN_HOME:-${XDG_DATA_HOME:-${HOME:?is not set; set DRAGOMAN_HOME}/.local/share}/dragoman}
  if ! mkdir -p "$DRAGOMAN_HOME" 2>/dev/null || ! [ -w "$DRAGOMAN_HOME" ]; then
    fail "cannot write to $DRAGOMAN_HOME; set DRAGOMAN_HOME to a folder of yours"
  fi
  DRAGOMAN_HOME=$(cd "$DRAGOMAN_HOME" && pwd)
  if [ -e "$DRAGOMAN_HOME/start.lock" ] && ! [ -O "$DRAGOMAN_HOME/start.lock" ]; then
    fail "$DRAGOMAN_HOME belongs to $(stat -c %U "$DRAGOMAN_HOME/start.lock"); set DRAGOMAN_HOME to a folder of yours"
  fi
  require_disk "$DRAGOMAN_HOME" 1000 "make room or choose another place with DRAGOMAN_HOME"
}

# Prints what a file holds, a random secret that is made at first use and readable for its owner alone.
secret() {
  [ -s "$1" ] || (umask 077 && od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$1")
  cat "$1"
}

# Starts the cluster, unless it runs, and holds it. Sets QUARKUS_DATASOURCE_*.
hold_cluster() {
  local port password
  POSTGRES_LOG="$DRAGOMAN_HOME/postgres.log"
  exec 8>"$DRAGOMAN_HOME/start.lock" 9>"$DRAGOMAN_HOME/cluster.lock"
  flock 8
  flock --shared 9
  locate_cluster
  find_programs
  password=$(secret "$DRAGOMAN_HOME/postgres-password")
  [ -e "$CLUSTER/PG_VERSION" ] || make_cluster
  cluster_runs || start_cluster "$password"
  port=$(as_postgres sed -n 4p "$CLUSTER/postmaster.pid")
  PGPASSWORD=$password logged "connecting to PostgreSQL" "$POSTGRES_BIN/psql" -h 127.0.0.1 -p "$port" -U "$ROLE" -d "$DATABASE" -c 'SELECT 1'
  exec 8>&-
  export QUARKUS_DATASOURCE_JDBC_URL="jdbc:postgresql://127.0.0.1:$port/$DATABASE"
  export QUARKUS_DATASOURCE_USERNAME=$ROLE QUARKUS_DATASOURCE_PASSWORD=$password
}

# Stops the cluster if nobody else uses it. For the EXIT trap.
release_cluster() {
  trap '' HUP INT TERM
  [ -n "${CLUSTER:-}" ] && [ -n "${POSTGRES_BIN:-}" ] || return 0
  exec 8>"$DRAGOMAN_HOME/start.lock"
  flock 8
  if flock --exclusive --nonblock 9 && cluster_runs; then
    pg_ctl -m fast stop || say "PostgreSQL could not be stopped; its log is $POSTGRES_LOG"
  fi
  exec 8>&- 9>&-
}

# PostgreSQL refuses to run as root: then it runs as the system's own user for it.
as_postgres() {
  if [ "$(id -u)" -eq 0 ]; then
    (cd / && runuser -u postgres -- "$@")
  else
    "$@"
  fi
}

# Sets CLUSTER, the folder of the cluster. Where root's home is closed to the user that PostgreSQL runs as, the cluster lies
# under /var/lib and a link to it in the home.
locate_cluster() {
  local elsewhere
  CLUSTER="$DRAGOMAN_HOME/postgres"
  if [ "$(id -u)" -eq 0 ] && [ ! -L "$CLUSTER" ] && [ ! -d "$CLUSTER" ] && ! as_postgres test -x "$DRAGOMAN_HOME"; then
    elsewhere="/var/lib/dragoman/$(printf '%s' "$DRAGOMAN_HOME" | sha256sum | cut -c 1-16)"
    say "PostgreSQL may not run as root and its user cannot enter $DRAGOMAN_HOME: its data goes to $elsewhere"
    ln -s "$elsewhere" "$CLUSTER"
  fi
  if [ -L "$CLUSTER" ]; then
    CLUSTER=$(readlink "$CLUSTER")
    install -d -m 0755 "$(dirname "$CLUSTER")"
    require_disk "$(dirname "$CLUSTER")" 1000 "make room or choose another place with DRAGOMAN_HOME"
  fi
}

# Sets POSTGRES_BIN, the programs of the release that made the cluster; for a new cluster those of the newest.
find_programs() {
  local release=''
  if [ -e "$CLUSTER/PG_VERSION" ]; then release=$(as_postgres cat "$CLUSTER/PG_VERSION"); fi
  POSTGRES_BIN=$(find_postgres "${release:-*}")
  [ -n "$POSTGRES_BIN" ] || fail "PostgreSQL${release:+ $release, which made $CLUSTER,} or its pgvector is missing; install postgresql${release:+-$release} with pgvector"
}

# The locks are ours: a server that inherited them would keep them for ever. In a subshell, because a shell that closes them for
# a function keeps them open elsewhere meanwhile, and the EXIT trap would wait for itself.
pg_ctl() (
  exec >>"$POSTGRES_LOG" 2>&1 </dev/null 8>&- 9>&-
  as_postgres "$POSTGRES_BIN/pg_ctl" -D "$CLUSTER" -s -w -t 120 "$@"
)

# Whether the server of this very cluster runs; what postmaster.pid says may be left from a server that was killed, and another
# process may have its number since.
cluster_runs() {
  local pid
  pid=$(as_postgres head -n 1 "$CLUSTER/postmaster.pid" 2>/dev/null) || return 1
  as_postgres test "/proc/$pid/cwd" -ef "$CLUSTER"
}

# The whole cluster or none: it gets its name when it is complete.
make_cluster() {
  local new="$CLUSTER.new"
  say "Making a PostgreSQL cluster of its own in $CLUSTER"
  rm -rf "$new"
  mkdir -m 0700 "$new"
  [ "$(id -u)" -ne 0 ] || chown postgres: "$new"
  logged "initdb" as_postgres "$POSTGRES_BIN/initdb" -D "$new" -U "$ROLE" -E UTF8 --locale=C.UTF-8 --auth=reject
  echo 'host all all 127.0.0.1/32 scram-sha-256' | as_postgres tee "$new/pg_hba.conf" >/dev/null
  logged "creating the database" alone "$new" <<<"CREATE DATABASE $DATABASE"
  rm -rf "$CLUSTER"
  mv "$new" "$CLUSTER"
}

# One statement on a cluster that no server runs.
alone() {
  local output
  output=$(as_postgres "$POSTGRES_BIN/postgres" --single -D "$1" postgres 2>&1) || { printf '%s\n' "$output" && return 1; }
  if grep -E 'ERROR|FATAL' <<<"$output"; then return 1; fi
}

start_cluster() {
  local attempt options
  remove_stale_pid
  # at each start, because the file with the password may have been deleted
  logged "setting the database password" alone "$CLUSTER" <<<"ALTER ROLE $ROLE PASSWORD '$1'"
  for attempt in 1 2 3; do
    options="-p $(free_port) -c listen_addresses=127.0.0.1 -c unix_socket_directories='' $(memory_and_safety) -c max_connections=60"
    if [ "$attempt" -eq 3 ]; then
      logged "starting PostgreSQL" pg_ctl -o "$options" start
    elif pg_ctl -o "$options" start; then
      return
    fi
    # the port may be taken by now, and the children of a server that was killed need a moment to leave
    sleep 1
  done
}

# A cluster that is thrown away need not outlive a crash of the machine, and little memory makes its tables quick to empty.
memory_and_safety() {
  if [ "$throw_away" = true ]; then
    printf '%s' '-c shared_buffers=128MB -c fsync=off -c full_page_writes=off -c synchronous_commit=off'
  else
    printf '%s' "-c shared_buffers=$(shared_buffers)"
  fi
}

# An eighth of the memory, so that the newest passages and their indexes stay in it: at least 128 MB, at most 4 GB.
shared_buffers() {
  awk '/^MemTotal:/ {mb = int($2 / 8192); print (mb < 128 ? 128 : mb > 4096 ? 4096 : mb) "MB"}' /proc/meminfo
}

# A pid file without its server would stop the new one if another process had that number now. But it also keeps a new server
# away from the children that a killed one leaves for a moment: so only when they are gone.
remove_stale_pid() {
  [ -e "$CLUSTER/postmaster.pid" ] || return 0
  for _ in {1..50}; do
    if [ -z "$(cluster_processes)" ]; then
      as_postgres rm -f "$CLUSTER/postmaster.pid"
      return
    fi
    sleep 0.2
  done
  fail "a PostgreSQL that was killed left processes; end them with: kill $(cluster_processes | paste -sd ' ')"
}

cluster_processes() {
  # shellcheck disable=SC2016 # expanded by the inner shell, which may look into that user's processes
  as_postgres bash -c 'for process in /proc/[0-9]*; do
      if [ "$process/cwd" -ef "$1" ] && [ "$(cat "$process/comm")" = postgres ]; then basename "$process"; fi
    done 2>/dev/null' -- "$CLUSTER"
}

free_port() {
  local port
  for _ in {1..50}; do
    port=$((20000 + RANDOM % 12000))
    if ! port_taken "$port"; then
      printf '%s\n' "$port"
      return
    fi
  done
  fail "no free port was found for PostgreSQL"
}

# Runs a step whose words go to the log; ends the script with the log's last word if it fails.
logged() {
  local what=$1 before reason
  shift
  before=$(stat -c %s "$POSTGRES_LOG" 2>/dev/null || echo 0)
  if ! ("$@") >>"$POSTGRES_LOG" 2>&1 8>&- 9>&-; then
    reason=$(tail -c "+$((before + 1))" "$POSTGRES_LOG" | grep -m 1 -E 'FATAL|PANIC|ERROR|error:|could not' || true)
    fail "$what failed: ${reason:-$(tail -n 1 "$POSTGRES_LOG")} (log: $POSTGRES_LOG)"
  fi
}
