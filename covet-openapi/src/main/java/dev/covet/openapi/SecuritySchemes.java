package dev.covet.openapi;

import dev.covet.SecurityScheme;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Security schemes as OpenAPI writes them. */
final class SecuritySchemes {
  private SecuritySchemes() {}

  static ObjectNode of(SecurityScheme scheme) {
    ObjectNode node = TypeSchemas.NODES.objectNode();
    switch (scheme) {
      case SecurityScheme.Http http -> {
        node.put("type", "http").put("scheme", http.scheme());
        Words.put(node, "bearerFormat", http.format());
      }
      case SecurityScheme.MutualTls certificate -> node.put("type", "mutualTLS");
      case SecurityScheme.ApiKey key ->
          node.put("type", "apiKey")
              .put("in", key.in().name().toLowerCase(Locale.ROOT))
              .put("name", key.name());
      case SecurityScheme.OpenIdConnect open ->
          node.put("type", "openIdConnect").put("openIdConnectUrl", open.discovery().toString());
      case SecurityScheme.Oauth2 oauth -> {
        node.put("type", "oauth2");
        URI authorization = oauth.authorization();
        ObjectNode flow =
            node.putObject("flows")
                .putObject(authorization == null ? "clientCredentials" : "authorizationCode");
        if (authorization != null) {
          flow.put("authorizationUrl", authorization.toString());
        }
        flow.put("tokenUrl", oauth.token().toString());
        ObjectNode scopes = flow.putObject("scopes");
        oauth.scopes().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .forEach(scope -> scopes.put(scope.getKey(), scope.getValue()));
      }
    }
    return node;
  }
}
