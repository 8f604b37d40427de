//! Which addresses a request may go to: those of the internet, and hosts that the configuration names.
//!
//! A definition is written by people who have no business in the network behind the server. So addresses of private networks,
//! of the machine itself and of the link (where clouds keep credentials) are refused: after the name was looked up, so that a
//! name that leads there does not help, and nothing is asked between the look-up and the connection. IANA's registries of
//! special-purpose addresses (RFC 6890 and its updates) say which these are.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The hosts that the configuration names, as `host` or `host:port`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowed(Vec<String>);

impl Allowed {
    /// Those of a setting: separated by commas or blanks.
    pub fn of(setting: &str) -> Self {
        let hosts = setting.split([',', ' ']).map(str::trim).filter(|host| !host.is_empty());
        Self(hosts.map(str::to_ascii_lowercase).collect())
    }

    /// Whether the configuration names this host, with or without its port.
    pub fn names(&self, host: &str, port: u16) -> bool {
        let host = host.to_ascii_lowercase();
        let with_port = format!("{host}:{port}");
        self.0.iter().any(|known| *known == host || *known == with_port)
    }
}

/// Whether an address is one of the internet, open to everybody.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_shared = a == 100 && (64..128).contains(&b);
    let is_protocol = (a, b, c) == (192, 0, 0);
    let is_relay = (a, b, c) == (192, 88, 99);
    let is_benchmark = a == 198 && (b == 18 || b == 19);
    let is_special = a == 0 || a >= 224 || is_shared || is_protocol || is_relay || is_benchmark;
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || is_special)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    // An address of the old kind in one of the new kind is what it stands for.
    if let Some(inner) = address.to_ipv4_mapped() {
        return is_public_v4(inner);
    }
    let parts = address.segments();
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        Ipv4Addr::new(a, b, c, d)
    };
    // Translated to the old kind (RFC 6052), and through a relay of it (RFC 3056).
    if let [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] = parts {
        return is_public_v4(embedded(high, low));
    }
    // Only 2000::/3 is given out; of it not what is for documents, tests and tunnels.
    let is_global = parts[0] & 0xe000 == 0x2000;
    let is_document = (parts[0] == 0x2001 && parts[1] == 0xdb8) || parts[0] & 0xfff0 == 0x3ff0;
    let is_protocol = parts[0] == 0x2001 && parts[1] < 0x200;
    is_global && !is_document && !is_protocol
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_are_not_open_to_everybody_are_told_apart() {
        let told =
            |addresses: &[&str]| addresses.iter().map(|text| is_public(text.parse().unwrap())).collect::<Vec<_>>();
        let public = ["1.1.1.1", "93.184.216.34", "172.15.0.1", "172.32.0.1", "100.63.255.255", "2606:4700::1111"];
        assert_eq!(told(&public), [true; 6]);
        let closed = [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "192.0.0.1",
            "198.18.0.1",
            "203.0.113.9",
            "224.0.0.1",
            "255.255.255.255",
            "240.0.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
            "2001::1",
        ];
        assert_eq!(told(&closed), vec![false; closed.len()]);
    }

    #[test]
    fn the_configuration_names_hosts_with_or_without_a_port() {
        let allowed = Allowed::of("build.internal, 127.0.0.1:8099");
        assert!(allowed.names("Build.Internal", 443) && allowed.names("127.0.0.1", 8099));
        assert!(!allowed.names("127.0.0.1", 80) && !allowed.names("internal", 443) && !Allowed::of("").names("", 0));
    }
}
