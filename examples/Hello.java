import dev.covet.*;

record Greeting(String text, int length) {}

void main(String[] args) {
  Covet app = Covet.create(args);
  app.get("/", req -> "Hello from a single file!");
  app.get("/greet/{name}", req -> greeting(req.path("name").asString()));
  app.start();
}

Greeting greeting(String name) {
  return new Greeting("Hello, " + name + "!", name.length());
}
