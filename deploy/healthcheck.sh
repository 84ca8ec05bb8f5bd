#!/bin/bash
# healthcheck.sh PORT PATH: asks the server in this container, in clear text; whatever is no failure of the server is
# healthy. Needs nothing but bash, so that the image needs no HTTP client.
exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$2" >&3
read -r -t 2 version status _ <&3 || exit 1
[[ $version == HTTP/1.1 && $status =~ ^[234][0-9][0-9]$ ]]
