import dev.covet.*;

void main(String[] args) {
  Covet app = Covet.create(args);
  app.get("/", req -> "Hello, World!");
  app.get("/hello/{name}", req -> "Hello, " + req.path("name").asString() + "!");
  app.get("/square/{n:int}", req -> Map.of("square", Math.powExact(req.path("n").asLong(), 2)));
  app.start();
}
