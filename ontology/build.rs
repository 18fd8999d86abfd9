//! Lists the files of the folders, so that dropping one in is enough.
#![allow(clippy::disallowed_methods)]

use std::fmt::Write as _;
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = std::env::var("CARGO_MANIFEST_DIR")?;
    let mut names = Vec::new();
    for folder in ["properties", "kinds"] {
        println!("cargo::rerun-if-changed={folder}");
        for entry in std::fs::read_dir(Path::new(&root).join(folder))? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if name.ends_with(".toml") {
                names.push(format!("{folder}/{name}"));
            }
        }
    }
    names.sort();
    let mut code =
        String::from("/// All files: name within the folder, text.\npub const FILES: &[(&str, &str)] = &[\n");
    for name in names {
        let path = Path::new(&root).join(&name);
        writeln!(code, "    ({:?}, include_str!({:?})),", format!("ontology/{name}"), path)?;
    }
    code.push_str("];\n");
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("files.rs"), code)?;
    Ok(())
}
