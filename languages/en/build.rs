//! Lists the files of `ontology/`, so that dropping one in is enough, and writes the names of countries, regions, cities and
//! languages into one sorted list.
#![allow(clippy::disallowed_methods)]

mod gazetteer;

use std::fmt::Write as _;
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join("ontology");
    println!("cargo::rerun-if-changed=ontology");
    let mut names = Vec::new();
    for entry in std::fs::read_dir(&folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".toml") {
            names.push(name);
        }
    }
    names.sort();
    let mut code = String::from(
        "/// The English words and cards of the ontology, a file for each property: name, text.\n\
         pub const ONTOLOGY: &[(&str, &str)] = &[\n",
    );
    let out = std::env::var("OUT_DIR")?;
    // Before all others, so that a file of the folder can set a name right.
    std::fs::write(Path::new(&out).join("homes.toml"), gazetteer::homes())?;
    code.push_str(
        "    (\"languages/en/gazetteer.rs\", include_str!(concat!(env!(\"OUT_DIR\"), \"/homes.toml\"))),\n",
    );
    for name in names {
        writeln!(
            code,
            "    ({:?}, include_str!({:?})),",
            format!("languages/en/ontology/{name}"),
            folder.join(&name)
        )?;
    }
    code.push_str("];\n");
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("ontology.rs"), code)?;
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("gazetteer.txt"), gazetteer::gazetteer())?;
    Ok(())
}
