//! `variorum serve`: a case in the browser.

use super::engine;
use crate::args::{Common, Serve};
use crate::messages::Messages;
use anyhow::bail;
use std::process::{Command, Stdio};
use variorum_server::{Access, Limits, Options};

/// Serves until it is interrupted.
pub(crate) fn serve(arguments: &Serve, common: &Common, messages: &Messages) -> anyhow::Result<()> {
    let password = match &arguments.password_file {
        Some(path) => Some(crate::work::text(path)?.trim().to_owned()),
        None => None,
    };
    if password.as_ref().is_some_and(|password| password.chars().count() < 12) {
        bail!("the password is too short; write at least 12 characters into the file");
    }
    let access = match (password, &arguments.proxy_header) {
        (Some(password), _) => Access::Password(password),
        (None, Some(header)) => Access::Proxy(header.clone()),
        (None, None) if arguments.listen.ip().is_loopback() => Access::Token,
        (None, None) => bail!(
            "{} can be reached from elsewhere: give --password-file, or --proxy-header where a proxy asks who somebody is",
            arguments.listen
        ),
    };
    let options = Options {
        case: arguments.case.clone(),
        listen: arguments.listen,
        access,
        hosts: arguments.host.clone(),
        author: super::decide::author(arguments.author.as_deref()),
        limits: Limits::default(),
    };
    if !arguments.listen.ip().is_loopback() {
        messages.warning("the page is served without encryption; put a proxy with TLS before it");
    }
    let no_open = arguments.no_open;
    variorum_server::serve(options, engine(common)?, &|address| {
        let told = format!("{address}\n");
        let _ = crate::output::standard(told.as_bytes());
        if !no_open {
            open(address);
        }
    })
}

/// Opens the browser where there is one; where there is none, the address stands in the terminal.
fn open(address: &str) {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let mut command = if cfg!(windows) { Command::new("explorer") } else { Command::new(opener) };
    let _ = command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
}
