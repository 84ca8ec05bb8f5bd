# shellcheck shell=sh
# schemathesis against examples/shop: whatever its document allows, and what it does not.
OPENAPI_EXAMPLES=1000
OPENAPI_PORT=18476

judge_openapi() {
  MISSING=0
  need_python
  [ "$MISSING" -eq 0 ] || return 1
  build_example shop
  SHOP_STAFF_TOKEN=conformance-$$-$(date +%s)
  export SHOP_STAFF_TOKEN
  PROFILE=throughput
  jvm_flags
  serverlog=$STATE/conformance-$OPENAPI_PORT.log
  : >"$serverlog"
  # shellcheck disable=SC2086
  "$JDK/bin/java" $FLAGS -cp "$EXAMPLE_PATH" shop.Shop --port "$OPENAPI_PORT" \
    --set "app.staff-token=$SHOP_STAFF_TOKEN" >"$serverlog" 2>&1 &
  server=$!
  # shellcheck disable=SC2064
  trap "kill $server 2>/dev/null || true" EXIT
  await_listening "$server" "$serverlog"
  judged=0
  run_schemathesis all --exclude-path /products || judged=1
  # QUERY answers here, which OpenAPI 3.1 can not say.
  run_schemathesis query --include-path /products \
    --exclude-checks allow_header_conformance,unsupported_method || judged=1
  stop_hello
  return "$judged"
}

# run_schemathesis NAME FLAGS...
run_schemathesis() {
  name=$1
  shift
  report=$STATE/schemathesis-$name.log
  if "$STATE/venv/bin/schemathesis" --config-file examples/shop/schemathesis.toml \
    run "http://127.0.0.1:$OPENAPI_PORT/openapi.json" --checks all \
    --max-examples "$OPENAPI_EXAMPLES" --continue-on-failure --no-color "$@" >"$report" 2>&1; then
    printf 'schemathesis, %s: %s\n' "$name" "$(grep -E 'generated' "$report" | tail -n 1)"
  else
    printf 'schemathesis, %s: failed; %s says how\n' "$name" "$report"
    return 1
  fi
}
