use axum::extract::ws::{Message as Frame, WebSocket, WebSocketUpgrade};
use axum::extract::{Path, Query, Request};
use axum::http::{header, HeaderName, HeaderValue, StatusCode};
use axum::middleware::{from_fn, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{serve::ListenerExt, Json, Router};
use serde::{Deserialize, Serialize};
use std::time::Instant;
use tower_http::services::ServeDir;

#[derive(Serialize)]
struct Message {
    message: &'static str,
}
#[derive(Deserialize)]
struct Customer {
    #[allow(dead_code)]
    name: String,
    email: String,
}
#[derive(Deserialize, Serialize)]
struct Item {
    sku: String,
    qty: u32,
    price: f64,
}
#[derive(Deserialize)]
struct Order {
    customer: Customer,
    items: Vec<Item>,
    #[serde(default)]
    #[allow(dead_code)]
    note: String,
}
#[derive(Deserialize)]
struct Params {
    #[serde(default)]
    expand: bool,
    #[serde(default = "ten")]
    limit: i32,
}
fn ten() -> i32 {
    10
}
#[derive(Serialize)]
struct Answer {
    id: i64,
    total: f64,
    count: usize,
    expand: bool,
    items: Vec<Item>,
}

async fn order(
    Path(id): Path<i64>,
    Query(q): Query<Params>,
    Json(o): Json<Order>,
) -> Result<Json<Answer>, (StatusCode, String)> {
    let bad = |m: &str| Err((StatusCode::UNPROCESSABLE_ENTITY, m.to_string()));
    if !(1..=100).contains(&q.limit) {
        return bad("limit must be 1..100");
    }
    if o.customer.name.is_empty() {
        return bad("name is empty");
    }
    if !o.customer.email.contains('@') {
        return bad("email is wrong");
    }
    if o.items.is_empty() || o.items.iter().any(|i| i.qty < 1) {
        return bad("qty must be at least 1");
    }
    let total = o.items.iter().map(|i| i.qty as f64 * i.price).sum();
    let count = o.items.len();
    let mut items = o.items;
    items.truncate(q.limit as usize);
    Ok(Json(Answer {
        id,
        total,
        count,
        expand: q.expand,
        items,
    }))
}
const RID: HeaderName = HeaderName::from_static("x-request-id");
const TIME: HeaderName = HeaderName::from_static("x-response-time");
async fn request_id(mut req: Request, next: Next) -> Response {
    let id = req
        .headers()
        .get(&RID)
        .cloned()
        .unwrap_or_else(|| HeaderValue::from_str(&uuid::Uuid::new_v4().to_string()).unwrap());
    req.headers_mut().insert(RID, id.clone());
    let mut res = next.run(req).await;
    res.headers_mut().insert(RID, id);
    res
}
async fn timing(req: Request, next: Next) -> Response {
    let t = Instant::now();
    let mut res = next.run(req).await;
    res.headers_mut().insert(
        TIME,
        HeaderValue::from_str(&format!("{}us", t.elapsed().as_micros())).unwrap(),
    );
    res
}
async fn auth(req: Request, next: Next) -> Response {
    match req.headers().get(header::AUTHORIZATION) {
        Some(v) if v == "Bearer test" => next.run(req).await,
        _ => StatusCode::UNAUTHORIZED.into_response(),
    }
}
async fn echo(mut socket: WebSocket) {
    while let Some(Ok(frame)) = socket.recv().await {
        if let Frame::Text(_) = frame {
            if socket.send(frame).await.is_err() {
                return;
            }
        }
    }
}
const NAMES: [&str; 14] = [
    "users",
    "products",
    "carts",
    "invoices",
    "payments",
    "shipments",
    "reviews",
    "categories",
    "coupons",
    "suppliers",
    "warehouses",
    "returns",
    "tickets",
    "sessions",
];

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let port: u16 = std::env::var("PORT").unwrap().parse().unwrap();
    let files = std::env::var("PEERS_FILES").unwrap();
    let mut api = Router::new();
    for n in NAMES {
        api = api
            .route(
                &format!("/{n}"),
                get(|| async { "list" }).post(|| async { "made" }),
            )
            .route(
                &format!("/{n}/{{id}}"),
                get(|Path(id): Path<i64>| async move { id.to_string() })
                    .delete(|Path(id): Path<i64>| async move { id.to_string() }),
            );
    }
    api = api
        .route("/orders/{id}", post(order))
        .layer(from_fn(auth))
        .layer(from_fn(timing))
        .layer(from_fn(request_id));
    let app = Router::new()
        .route("/plaintext", get(|| async { "Hello, World!" }))
        .route(
            "/json",
            get(|| async {
                Json(Message {
                    message: "Hello, World!",
                })
            }),
        )
        // The default, 128 KiB, is filled with zeros for each read: a third fewer messages.
        .route(
            "/echo",
            get(|ws: WebSocketUpgrade| async { ws.read_buffer_size(4096).on_upgrade(echo) }),
        )
        .nest_service("/files", ServeDir::new(files))
        .nest("/api", api);
    let l = tokio::net::TcpListener::bind(("127.0.0.1", port))
        .await
        .unwrap()
        .tap_io(|s| {
            let _ = s.set_nodelay(true);
        });
    axum::serve(l, app).await.unwrap();
}
