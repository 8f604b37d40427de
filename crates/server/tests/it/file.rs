//! Files: taken in and given out piece by piece, up to their own limit, under any name, never as a page.

use axum::http::header;
use serde_json::{Value, json};

use crate::site::{Client, Site};

async fn upload(client: &Client, name: &str, content: Vec<u8>) -> Value {
    client.raw("POST", "/files", &[("x-filename", name)], content).await.ok(201)
}

/// Files and parts of files in the workspace's folder.
fn on_disk(site: &Site) -> usize {
    std::fs::read_dir(site.folder().join("files")).expect("a folder").count()
}

fn form(name: &str, content: &[u8]) -> Vec<u8> {
    let head = format!(
        "--cut\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n--cut\r\nContent-Disposition: form-data; \
         name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/html\r\n\r\n"
    );
    [head.as_bytes(), content, b"\r\n--cut--\r\n"].concat()
}

const FORM: &[(&str, &str)] = &[("content-type", "multipart/form-data; boundary=cut")];

#[tokio::test]
async fn a_file_larger_than_other_bodies_comes_back_whole_both_ways() {
    let site = Site::example().await;
    let ana = site.sign_in("@ana.diaz").await;
    let content: Vec<u8> = (0..3 << 20).map(|at: u32| (at % 251) as u8).collect();
    let raw = upload(&ana, "large.bin", content.clone()).await;
    let as_form = ana.raw("POST", "/files", FORM, form("large.bin", &content)).await.ok(201);
    for info in [raw, as_form] {
        assert_eq!((&info["size"], &info["name"]), (&json!(3 << 20), &json!("large.bin")));
        let path = format!("/files/{}", info["id"].as_str().expect("an id"));
        let answer = ana.open("GET", &path, &[], Vec::new()).await;
        assert_eq!(answer.headers()[header::CONTENT_LENGTH], (3 << 20).to_string());
        let came = axum::body::to_bytes(answer.into_body(), 4 << 20).await.expect("whole");
        assert!(came == content, "the content is another");
    }
}

#[tokio::test]
async fn too_large_a_file_is_refused_and_leaves_nothing() {
    let site = Site::example().await;
    let ana = site.sign_in("@ana.diaz").await;
    let before = on_disk(&site);
    let large = vec![7; 101 << 20];
    ana.raw("POST", "/files", FORM, form("large.bin", &large)).await.refused(413, "file.too_large");
    ana.raw("POST", "/files", &[], large).await.refused(413, "file.too_large");
    let announced = [("content-length", "999999999999")];
    ana.raw("POST", "/files", &announced, vec![1]).await.refused(413, "file.too_large");
    assert_eq!(on_disk(&site), before);
}

#[tokio::test]
async fn what_breaks_off_leaves_nothing() {
    let site = Site::example().await;
    let ana = site.sign_in("@ana.diaz").await;
    let before = on_disk(&site);
    let whole = form("cut.bin", &vec![1; 1 << 20]);
    let cut_off = ana.raw("POST", "/files", FORM, whole[..whole.len() / 2].to_vec()).await;
    cut_off.refused(422, "request.wrong_value");
    ana.raw("POST", "/files", FORM, b"--cut--\r\n".to_vec()).await.refused(422, "request.wrong_value");
    ana.raw("POST", "/files", &[("content-type", "multipart/form-data")], vec![1])
        .await
        .refused(422, "request.wrong_value");
    assert_eq!(on_disk(&site), before);
}

#[tokio::test]
async fn any_name_comes_back_and_no_content_is_shown_as_a_page() {
    let site = Site::example().await;
    let ana = site.sign_in("@ana.diaz").await;
    let cases = [
        ("Angebot%20f%C3%BCr%20%22Licht%22.html", "Angebot für \"Licht\".html"),
        ("a%0D%0ASet-Cookie%3A%20x", "aSet-Cookie: x"),
        ("..%2F..%2Fetc%2Fpasswd", "passwd"),
        ("C%3A%5Cmy%5Cquote.pdf", "quote.pdf"),
        ("%E8%A6%8B%E7%A9%8D.pdf", "見積.pdf"),
        ("%FF%FE", "\u{fffd}\u{fffd}"),
        ("", "file"),
    ];
    for (sent, kept) in cases {
        let info = upload(&ana, sent, b"<script>alert(1)</script>".to_vec()).await;
        assert_eq!(info["name"], kept, "{sent}");
        let reply = ana.get(&format!("/files/{}", info["id"].as_str().expect("an id"))).await;
        assert_eq!(reply.status, 200, "{sent}: {}", reply.text);
        let place = reply.headers[header::CONTENT_DISPOSITION].to_str().expect("plain letters").to_owned();
        assert!(place.starts_with("attachment; "), "{place}");
        assert_eq!(reply.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert!(!reply.headers.contains_key(header::SET_COOKIE));
    }
}

#[tokio::test]
async fn an_empty_file_is_a_file() {
    let site = Site::example().await;
    let ana = site.sign_in("@ana.diaz").await;
    let info = upload(&ana, "empty", Vec::new()).await;
    assert_eq!(info["size"], 0);
    let reply = ana.get(&format!("/files/{}", info["id"].as_str().expect("an id"))).await;
    assert_eq!((reply.status, reply.text.as_str()), (200, ""));
}
