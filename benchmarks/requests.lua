-- The requests of ./covet bench: wrk -s requests.lua URL -- WORKLOAD
local paths = { plaintext = "/plaintext", pipelined = "/plaintext", churn = "/plaintext", json = "/json",
  catalog = "/catalog", small = "/files/1000.bin", large = "/files/1048576.bin", wait = "/wait" }
local made, last
local sent, closing = 0, false

-- The body of an order lies beside this file.
local function order()
  local folder = debug.getinfo(1, "S").source:match("@?(.*/)") or "./"
  local file = assert(io.open(folder .. "order.json", "rb"))
  local body = file:read("*a")
  file:close()
  return body
end

init = function(args)
  local workload = args[1]
  if workload == "order" then
    made = wrk.format("POST", "/api/orders/42?expand=true&limit=10",
      { ["Content-Type"] = "application/json", ["Authorization"] = "Bearer test" }, order())
  elseif workload == "upload" then
    made = wrk.format("POST", "/bytes", { ["Content-Type"] = "application/octet-stream" }, string.rep("x", 102400))
  else
    made = wrk.format("GET", paths[workload])
  end
  if workload == "pipelined" then
    made = string.rep(made, 16)
  elseif workload == "churn" then
    closing = true
    last = wrk.format("GET", paths.churn, { ["Connection"] = "close" })
  end
end

request = function()
  sent = sent + 1
  -- Each tenth request ends its connection.
  if closing and sent % 10 == 0 then return last end
  return made
end
