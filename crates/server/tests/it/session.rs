//! Sessions: made by password or one click, protected, revocable; guessing is slowed (S9, S10).

use axum::http::header;
use serde_json::json;

use crate::site::{Client, Site};

const PASSWORD: &str = "four words to keep";

async fn first_administrator(site: &Site) -> Client {
    let token = site.setup_token.clone().expect("an empty workspace has a link");
    let ask = json!({ "token": token, "name": "Ada Young", "email": "ada@example.com", "password": PASSWORD });
    let reply = site.nobody().post("/setup", ask).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    site.with_cookie(reply.cookie().expect("a cookie"))
}

#[tokio::test]
async fn the_first_administrator_comes_by_a_link_that_works_once() {
    let site = Site::real().await;
    assert_eq!(site.nobody().get("/sign-in").await.ok(200)["needs_setup"], true);
    let ask = |token: &str, password: &str| json!({ "token": token, "name": "Ada Young", "email": "ada@example.com", "password": password });
    let token = site.setup_token.clone().expect("a link");
    site.nobody().post("/setup", ask("guessed", PASSWORD)).await.refused(410, "access.link_used");
    site.nobody().post("/setup", ask(&token, "short")).await.refused(422, "access.password_weak");
    let ada = first_administrator(&site).await;
    let session = ada.get("/session").await.ok(200);
    assert_eq!(session["person"]["role"], "administrator");
    assert_eq!(session["workspace"]["kind"], "real");
    site.nobody().post("/setup", ask(&token, PASSWORD)).await.refused(410, "access.link_used");
    assert_eq!(site.nobody().get("/sign-in").await.ok(200)["needs_setup"], false);
}

#[tokio::test]
async fn a_cookie_is_for_this_host_and_no_script() {
    let site = Site::example().await;
    let reply = site.nobody().post("/session", json!({ "person": "@ana.diaz" })).await;
    let cookie = reply.headers[header::SET_COOKIE].to_str().expect("text").to_owned();
    for part in ["__Host-baton=", "; Path=/", "; HttpOnly", "; Secure", "; SameSite=Lax"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
    let secret = reply.cookie().expect("a secret");
    assert!(secret.len() >= 22, "at least 128 bits: {secret}");
    let again = site.nobody().post("/session", json!({ "person": "@ana.diaz" })).await;
    assert_ne!(again.cookie(), Some(secret), "each sign-in has a secret of its own");
}

#[tokio::test]
async fn sign_out_ends_the_session_and_revoking_ends_another() {
    let site = Site::example().await;
    let here = site.sign_in("@ana.diaz").await;
    let there = site.sign_in("@ana.diaz").await;
    let sessions = here.get("/sessions").await.ok(200);
    let other =
        sessions["items"].as_array().expect("a list").iter().find(|row| row["current"] == false).expect("another");
    let path = format!("/sessions/{}", other["id"].as_str().expect("an id"));
    assert_eq!(here.send("DELETE", &path, &[], None).await.status, 204);
    there.get("/session").await.refused(401, "access.sign_in_needed");
    assert_eq!(here.send("DELETE", "/session", &[], None).await.status, 204);
    here.get("/session").await.refused(401, "access.sign_in_needed");
}

#[tokio::test]
async fn one_cannot_end_somebody_elses_session() {
    let site = Site::example().await;
    let ana = site.sign_in("@ana.diaz").await;
    let tom = site.sign_in("@tom.becker").await;
    let sessions = tom.get("/sessions").await.ok(200);
    let path = format!("/sessions/{}", sessions["items"][0]["id"].as_str().expect("an id"));
    assert_eq!(ana.send("DELETE", &path, &[], None).await.status, 404);
    assert_eq!(tom.get("/session").await.status, 200);
}

#[tokio::test]
async fn somebody_who_is_deactivated_is_out_at_once() {
    let site = Site::example().await;
    let admin = site.sign_in("@ines.weber").await;
    let tom = site.sign_in("@tom.becker").await;
    let rev = admin.get("/people/@tom.becker").await.headers[header::ETAG].to_str().expect("text").to_owned();
    let reply =
        admin.send("PATCH", "/people/@tom.becker", &[("if-match", &rev)], Some(json!({ "active": false }))).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    tom.get("/session").await.refused(401, "access.sign_in_needed");
    site.nobody().post("/session", json!({ "person": "@tom.becker" })).await.refused(401, "access.wrong_credentials");
}

#[tokio::test]
async fn every_change_needs_the_mark_and_its_own_origin() {
    let site = Site::example().await;
    let ana = site.sign_in("@ana.diaz").await;
    let document = baton_server::openapi();
    for (name, method, path) in crate::openapi::operations(&document) {
        if method == "get" {
            continue;
        }
        let path = path.trim_start_matches("/api/v1").replace(['{', '}'], "");
        for headers in [
            [("baton-csrf", ""), ("origin", "")],
            [("baton-csrf", "1"), ("origin", "https://evil.example")],
            [("baton-csrf", "1"), ("sec-fetch-site", "cross-site")],
        ] {
            let reply = ana.send(&method.to_uppercase(), &path, &headers, Some(json!({}))).await;
            assert_eq!((reply.status, reply.code()), (403, "request.cross_site"), "{name} with {headers:?}");
        }
    }
}

#[tokio::test]
async fn wrong_passwords_are_slowed_and_tell_nothing() {
    let site = Site::real().await;
    first_administrator(&site).await;
    let nobody = site.nobody();
    let attempt = |person: &'static str, from: &'static str| {
        let nobody = nobody.clone();
        async move {
            let body = json!({ "person": person, "password": "wrong and long enough" });
            nobody.send("POST", "/session", &[("x-forwarded-for", from)], Some(body)).await
        }
    };
    let known = attempt("ada@example.com", "10.0.0.1").await.refused(401, "access.wrong_credentials");
    let unknown = attempt("nobody@example.com", "10.0.0.1").await.refused(401, "access.wrong_credentials");
    assert_eq!(known["detail"], unknown["detail"]);
    for _ in 0..4 {
        attempt("ada@example.com", "10.0.0.1").await.refused(401, "access.wrong_credentials");
    }
    let slowed = attempt("ada@example.com", "10.0.0.1").await;
    assert!(slowed.headers.contains_key(header::RETRY_AFTER));
    slowed.refused(429, "access.too_many_attempts");
    let body = json!({ "person": "ada@example.com", "password": PASSWORD });
    let elsewhere = nobody.send("POST", "/session", &[("x-forwarded-for", "10.0.0.2")], Some(body)).await;
    assert_eq!(elsewhere.status, 200, "others are not locked out: {}", elsewhere.text);
}

#[tokio::test]
async fn an_invitation_sets_a_password_once_and_a_change_ends_other_sessions() {
    let site = Site::real().await;
    let ada = first_administrator(&site).await;
    let ben = json!({ "name": "Ben Old", "email": "ben@example.com" });
    assert_eq!(ada.post("/people", ben).await.status, 201);
    let link =
        ada.post("/people/@ben.old/invite", json!({})).await.ok(200)["link"].as_str().expect("a link").to_owned();
    assert!(link.starts_with("http://127.0.0.1:7400/invitation?token="), "{link}");
    let token = link.split_once("token=").expect("a token").1.to_owned();
    let ask = json!({ "token": token, "password": PASSWORD });
    let reply = site.nobody().post("/invitation", ask.clone()).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    let here = site.with_cookie(reply.cookie().expect("a cookie"));
    site.nobody().post("/invitation", ask).await.refused(410, "access.link_used");

    let again = site.nobody().post("/session", json!({ "person": "@ben.old", "password": PASSWORD })).await;
    let there = site.with_cookie(again.cookie().expect("a cookie"));
    let wrong =
        here.send("PUT", "/me/password", &[], Some(json!({ "old": "another one", "new": "a new long one" }))).await;
    wrong.refused(422, "access.password_wrong");
    let changed =
        here.send("PUT", "/me/password", &[], Some(json!({ "old": PASSWORD, "new": "a new long one" }))).await;
    assert_eq!(changed.status, 204, "{}", changed.text);
    assert_eq!(here.get("/session").await.status, 200);
    assert_eq!(there.get("/session").await.status, 401);
}

#[tokio::test]
async fn one_click_exists_in_the_example_alone() {
    let site = Site::real().await;
    first_administrator(&site).await;
    assert_eq!(site.nobody().get("/sign-in").await.ok(200)["people"], json!([]));
    site.nobody().post("/session", json!({ "person": "@ada.young" })).await.refused(401, "access.wrong_credentials");
    let example = Site::example().await;
    let page = example.nobody().get("/sign-in").await.ok(200);
    assert!(page["people"].as_array().is_some_and(|people| people.len() >= 4), "{page}");
}

#[tokio::test]
async fn a_token_does_what_its_scopes_say_until_it_is_ended() {
    let site = Site::example().await;
    let ana = site.sign_in("@ana.diaz").await;
    let made = ana.post("/tokens", json!({ "name": "reader", "scopes": ["read"] })).await.ok(201);
    let secret = made["secret"].as_str().expect("a secret");
    assert!(secret.starts_with("bt_"), "{secret}");
    let program = site.with_token(secret);
    assert!(ana.get("/tokens").await.ok(200)["items"][0]["last_used"].is_null());
    assert_eq!(program.get("/tasks").await.status, 200);
    assert!(ana.get("/tokens").await.ok(200)["items"][0]["last_used"].is_string());
    let start = program.post("/workflows/purchase-approval/runs", json!({})).await;
    start.refused(403, "access.scope_missing");
    program.post("/tokens", json!({ "name": "more", "scopes": ["admin"] })).await.refused(403, "access.session_only");
    let listed = ana.get("/tokens").await.ok(200);
    assert!(listed["items"][0].get("secret").is_none(), "{listed}");
    let path = format!("/tokens/{}", made["id"]);
    assert_eq!(ana.send("DELETE", &path, &[], None).await.status, 204);
    program.get("/tasks").await.refused(401, "access.sign_in_needed");
}
