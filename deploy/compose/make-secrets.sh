#!/bin/sh
# Writes the env files of docker-compose.yml once, with random secrets, readable by the owner only. A second run changes nothing.
set -eu
umask 077
directory=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)/secrets
if [ -e "$directory/hasura.env" ]; then
  echo "$directory exists already: nothing changed (remove it to start over; the database keeps the old password)" >&2
  exit 0
fi
command -v openssl >/dev/null 2>&1 || { echo 'openssl is needed to make keys: install it and run this again' >&2; exit 1; }
mkdir -p "$directory"

database_password=$(openssl rand -hex 24)
admin_secret=$(openssl rand -hex 32)
webhook_secret=$(openssl rand -hex 32)
# 32 bytes in base64url: wraps the keys of the secrets that users set. To rotate, put a new one before it, separated by a comma.
secret_key=$(openssl rand -base64 32 | tr '+/' '-_' | tr -d '=')
private_key=$(openssl genpkey -algorithm ed25519)
one_line() { printf '%s\n' "$1" | awk '{ printf "%s\\n", $0 }'; }

cat > "$directory/yugabyte.env" <<EOF2
YSQL_USER=northstack
YSQL_PASSWORD=$database_password
YSQL_DB=northstack
EOF2

cat > "$directory/hasura.env" <<EOF2
HASURA_GRAPHQL_DATABASE_URL=postgres://northstack:$database_password@yugabyte:5433/northstack
HASURA_GRAPHQL_METADATA_DATABASE_URL=postgres://northstack:$database_password@yugabyte:5433/hasura
HASURA_GRAPHQL_ADMIN_SECRET=$admin_secret
HASURA_GRAPHQL_JWT_SECRET={"type":"Ed25519","jwk_url":"http://actions:8081/.well-known/jwks.json","issuer":"northstack","audience":"northstack"}
NORTHSTACK_WEBHOOK_SECRET=$webhook_secret
EOF2

cat > "$directory/services.env" <<EOF2
HASURA_GRAPHQL_ADMIN_SECRET=$admin_secret
NORTHSTACK_WEBHOOK_SECRET=$webhook_secret
NORTHSTACK_JWT_PRIVATE_KEY=$(one_line "$private_key")
NORTHSTACK_SECRET_KEYS=$secret_key
EOF2

# Kubeconfigs and certificates that settings name (deploy/settings.env.example): /etc/northstack in actions and events, which run as a user of their own.
mkdir -p "$directory/files" && chmod 755 "$directory/files"

# For trying out: browsers warn. Replace both files by a certificate of your own.
# The gateway runs as a user of its own: it may read the directory it is given, and nobody else comes as far.
mkdir -p "$directory/tls"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 -subj '/CN=localhost' \
  -addext 'subjectAltName=DNS:localhost,DNS:*.localhost' -keyout "$directory/tls/tls.key" -out "$directory/tls/tls.crt" 2>/dev/null
chmod 755 "$directory/tls" && chmod 644 "$directory/tls/tls.key" "$directory/tls/tls.crt"

echo "written: $directory/{yugabyte,hasura,services}.env (keep them; do not commit them)"
