"""scene.yaml in, SceneTemplate out; the catalogue of scenes; the brand; pages and documents the same way."""
