# shellcheck shell=sh disable=SC1091,SC2153
. "$(dirname -- "$0")/../common.sh"
need nginx nginx-light
tls=
if [ -n "${TLS_CERT:-}" ]; then
  tls="listen 127.0.0.1:$TLS_PORT ssl backlog=4096; ssl_certificate $TLS_CERT; ssl_certificate_key $TLS_KEY; ssl_protocols TLSv1.3;"
fi
cat >"$BUILT/nginx.conf" <<C
daemon off; worker_processes 1; error_log $BUILT/logs/error.log crit; pid $BUILT/nginx.pid; worker_rlimit_nofile 20000;
events { worker_connections 16384; }
http {
  access_log off; keepalive_requests 1000000000; keepalive_timeout 600s; default_type text/plain;
  sendfile on; tcp_nopush on; open_file_cache max=1000 inactive=60s; open_file_cache_valid 60s;
  client_body_temp_path $BUILT/logs; proxy_temp_path $BUILT/logs; fastcgi_temp_path $BUILT/logs;
  uwsgi_temp_path $BUILT/logs; scgi_temp_path $BUILT/logs;
  server {
    listen 127.0.0.1:$PORT backlog=4096; $tls
    location = /plaintext { return 200 "Hello, World!"; }
    location /files/ { alias $PEERS_FILES/; default_type application/octet-stream; }
  }
}
C
exec nginx -c "$BUILT/nginx.conf" -p "$BUILT"
