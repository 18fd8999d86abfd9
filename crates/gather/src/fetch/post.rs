//! News to an address that somebody gave: JSON by POST, over http or https.
//!
//! ```text
//! POST /changes HTTP/1.1        Content-Type: application/json        {"question":"e4f1c09d.killed","status":"disputed",…}
//! ```

use super::NAME;
use std::time::Duration;
use ureq::Agent;
use url::Url;

/// The longest that one answer may take.
const TIME: Duration = Duration::from_secs(10);

/// An address that takes JSON. It may lie inside this network: whoever gave it knows where it leads.
#[derive(Clone, Debug)]
pub struct Hook {
    agent: Agent,
    address: Url,
}

impl Hook {
    /// The address, looked over.
    ///
    /// # Errors
    /// Why it is no address to send to.
    pub fn of(address: &str) -> Result<Hook, String> {
        let url = Url::parse(address).map_err(|error| {
            format!("{address} is no address ({error}); a webhook begins with https:// or http://")
        })?;
        if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
            return Err(format!("{address}: a webhook begins with https:// or http://"));
        }
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .timeout_global(Some(TIME))
            .user_agent(format!("{NAME}/{}", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(Hook { agent: config.new_agent(), address: url })
    }

    /// Its site: what may be shown. The path of a webhook is often a secret.
    pub fn site(&self) -> String {
        self.address.origin().ascii_serialization()
    }

    /// Sends an object.
    ///
    /// # Errors
    /// The address cannot be reached, or does not take it.
    pub fn send(&self, json: &str) -> Result<(), String> {
        let request = self.agent.post(self.address.as_str()).header("content-type", "application/json");
        let answer = request.send(json).map_err(|error| error.to_string())?;
        match answer.status().as_u16() {
            200..=299 => Ok(()),
            status => Err(format!("it answered {status}")),
        }
    }
}
