use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{HeaderValue, CONTENT_TYPE, SERVER};
use hyper::{service::service_fn, Request, Response, StatusCode};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use std::convert::Infallible;

#[derive(serde::Serialize)]
struct Message {
    message: &'static str,
}

async fn handle(req: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let mut res = match req.uri().path() {
        "/plaintext" => {
            let mut r = Response::new(Full::new(Bytes::from_static(b"Hello, World!")));
            r.headers_mut()
                .insert(CONTENT_TYPE, HeaderValue::from_static("text/plain"));
            r
        }
        "/json" => {
            let b = serde_json::to_vec(&Message {
                message: "Hello, World!",
            })
            .unwrap();
            let mut r = Response::new(Full::new(Bytes::from(b)));
            r.headers_mut()
                .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            r
        }
        _ => {
            let mut r = Response::new(Full::new(Bytes::new()));
            *r.status_mut() = StatusCode::NOT_FOUND;
            r
        }
    };
    res.headers_mut()
        .insert(SERVER, HeaderValue::from_static("hyper"));
    Ok(res)
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let port: u16 = std::env::var("PORT").unwrap().parse().unwrap();
    let l = tokio::net::TcpListener::bind(("127.0.0.1", port))
        .await
        .unwrap();
    loop {
        let Ok((s, _)) = l.accept().await else {
            continue;
        };
        let _ = s.set_nodelay(true);
        tokio::task::spawn(async move {
            let mut b = Builder::new(TokioExecutor::new());
            b.http1().pipeline_flush(true);
            let _ = b
                .serve_connection(TokioIo::new(s), service_fn(handle))
                .await;
        });
    }
}
