use actix_files::Files;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue, AUTHORIZATION};
use actix_web::middleware::{from_fn, Next};
use actix_web::{error, rt, web, App, Error, HttpRequest, HttpResponse, HttpServer, Responder};
use actix_ws::Message as Frame;
use serde::{Deserialize, Serialize};
use std::time::Instant;

#[derive(Serialize)]
struct Message {
    message: &'static str,
}
#[derive(Deserialize)]
struct Customer {
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
    id: web::Path<i64>,
    q: web::Query<Params>,
    o: web::Json<Order>,
) -> Result<impl Responder, Error> {
    let o = o.into_inner();
    if !(1..=100).contains(&q.limit) {
        return Err(error::ErrorUnprocessableEntity("limit must be 1..100"));
    }
    if o.customer.name.is_empty() {
        return Err(error::ErrorUnprocessableEntity("name is empty"));
    }
    if !o.customer.email.contains('@') {
        return Err(error::ErrorUnprocessableEntity("email is wrong"));
    }
    if o.items.is_empty() || o.items.iter().any(|i| i.qty < 1) {
        return Err(error::ErrorUnprocessableEntity("qty must be at least 1"));
    }
    let total = o.items.iter().map(|i| i.qty as f64 * i.price).sum();
    let count = o.items.len();
    let mut items = o.items;
    items.truncate(q.limit as usize);
    Ok(web::Json(Answer {
        id: *id,
        total,
        count,
        expand: q.expand,
        items,
    }))
}
const RID: HeaderName = HeaderName::from_static("x-request-id");
const TIME: HeaderName = HeaderName::from_static("x-response-time");
async fn request_id(
    req: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let id = req
        .headers()
        .get(&RID)
        .cloned()
        .unwrap_or_else(|| HeaderValue::from_str(&uuid::Uuid::new_v4().to_string()).unwrap());
    let mut res = next.call(req).await?;
    res.headers_mut().insert(RID, id);
    Ok(res)
}
async fn timing(
    req: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let t = Instant::now();
    let mut res = next.call(req).await?;
    res.headers_mut().insert(
        TIME,
        HeaderValue::from_str(&format!("{}us", t.elapsed().as_micros())).unwrap(),
    );
    Ok(res)
}
async fn auth(
    req: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    if req.headers().get(AUTHORIZATION).map(|v| v == "Bearer test") != Some(true) {
        return Err(error::ErrorUnauthorized("unauthorized"));
    }
    next.call(req).await
}
async fn echo(req: HttpRequest, body: web::Payload) -> Result<HttpResponse, Error> {
    let (response, mut session, mut stream) = actix_ws::handle(&req, body)?;
    rt::spawn(async move {
        while let Some(Ok(frame)) = stream.recv().await {
            let sent = match frame {
                Frame::Text(text) => session.text(text).await,
                Frame::Ping(bytes) => session.pong(&bytes).await,
                Frame::Close(_) => break,
                _ => Ok(()),
            };
            if sent.is_err() {
                return;
            }
        }
        let _ = session.close(None).await;
    });
    Ok(response)
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
async fn by_id(id: web::Path<i64>) -> String {
    id.to_string()
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let port: u16 = std::env::var("PORT").unwrap().parse().unwrap();
    let files = std::env::var("PEERS_FILES").unwrap();
    HttpServer::new(move || {
        let mut api = web::scope("/api")
            .wrap(from_fn(auth))
            .wrap(from_fn(timing))
            .wrap(from_fn(request_id));
        for n in NAMES {
            api = api
                .service(
                    web::resource(format!("/{n}"))
                        .route(web::get().to(|| async { "list" }))
                        .route(web::post().to(|| async { "made" })),
                )
                .service(
                    web::resource(format!("/{n}/{{id}}"))
                        .route(web::get().to(by_id))
                        .route(web::delete().to(by_id)),
                );
        }
        api = api.service(web::resource("/orders/{id}").route(web::post().to(order)));
        App::new()
            .route(
                "/plaintext",
                web::get().to(|| async {
                    HttpResponse::Ok()
                        .insert_header(("server", "actix"))
                        .content_type("text/plain")
                        .body("Hello, World!")
                }),
            )
            .route(
                "/json",
                web::get().to(|| async {
                    HttpResponse::Ok()
                        .insert_header(("server", "actix"))
                        .json(Message {
                            message: "Hello, World!",
                        })
                }),
            )
            .service(api)
            .route("/echo", web::get().to(echo))
            .service(Files::new("/files", &files).read_mode_threshold(65536))
    })
    .workers(1)
    .max_connections(20000)
    .keep_alive(std::time::Duration::from_secs(300))
    .tcp_nodelay(true)
    .bind_auto_h2c(("127.0.0.1", port))?
    .run()
    .await
}
