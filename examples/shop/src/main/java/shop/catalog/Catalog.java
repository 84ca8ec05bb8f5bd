package shop.catalog;

import dev.covet.Covet;
import dev.covet.CursorPage;
import dev.covet.CursorPaging;
import dev.covet.HeaderParam;
import dev.covet.HttpException;
import dev.covet.MergePatch;
import dev.covet.Page;
import dev.covet.PageSize;
import dev.covet.Paging;
import dev.covet.Request;
import dev.covet.Response;
import dev.covet.Route;
import dev.covet.Router;
import dev.covet.TypeRef;
import dev.covet.http.Accept;
import dev.covet.http.MediaType;
import dev.covet.http.Status;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import shop.customers.Access;
import shop.store.Seek;

/** Routes of products and categories: lambdas where nothing is read, else typed ones. */
public final class Catalog {
  private static final String TAKEN = "when the article's number is taken";
  private static final String CHANGED = "when If-Match does not hold";
  private static final String FULL = "when the shop is full";
  private static final MediaType CSV = MediaType.parse("text/csv; charset=utf-8");

  private final Products products;

  /**
   * Routes.
   *
   * @param products what they show and change
   */
  public Catalog(Products products) {
    this.products = products;
  }

  /**
   * Declares them.
   *
   * @param app the application
   */
  public void declare(Covet app) {
    app.group("/categories", this::categories);
    app.group("/products", this::reading);
    app.group("/products", this::keeping);
  }

  private void categories(Router routes) {
    routes.tags("products");
    routes
        .get("", req -> Category.ROOTS)
        .summary("All categories, as trees")
        .returns(new TypeRef<List<Category>>() {});
    routes
        .get("/{id:long}", req -> Category.find(req.path("id").asLong()))
        .summary("A category and those within it")
        .returns(Category.class);
  }

  record One(long id) {}

  record Reviews(long id, @PageSize(standard = 10, max = 50) CursorPaging paging) {}

  record QueryProducts(ProductQuery query, Paging paging) {}

  private void reading(Router routes) {
    routes.tags("products");
    routes.get("", FindProducts.class, this::find);
    routes.query("", QueryProducts.class, this::query).summary("Finds products by descriptions");
    routes
        .get("/{id:long}", One.class, in -> products.find(in.id()).map(Catalog::tagged))
        .summary("A product")
        .returns(Product.class)
        .answers(Status.NOT_MODIFIED, "when If-None-Match names it");
    routes
        .get("/export", this::export)
        .summary("All products, as JSON or as a table")
        .returns(new TypeRef<List<Product>>() {});
    routes
        .get("/{id:long}/reviews", Reviews.class, this::reviews)
        .summary("What customers think of a product");
  }

  private Page<Product> find(FindProducts in) {
    return in.paging()
        .of(
            products
                .all()
                .filter(in.filter()::matches)
                .sorted(in.sort().comparator(ProductOrder::comparator))
                .toList());
  }

  private Page<Product> query(QueryProducts in) {
    return in.paging().of(products.all().filter(in.query()::matches).toList());
  }

  private CursorPage<Review> reviews(Reviews in) {
    existing(in.id());
    return Seek.page(in.paging(), before -> products.reviews(in.id(), before), Review::id);
  }

  /** Both are sent while they are made, so that the list may be long. */
  private Object export(Request req) {
    Stream<Product> all = products.all();
    boolean csv = Accept.parse(req.header("accept").list()).prefers(CSV, MediaType.JSON);
    return csv ? Response.stream(out -> ProductCsv.write(all, out)).type(CSV) : all;
  }

  record Add(ProductDraft draft) {}

  record Replace(long id, @HeaderParam Optional<String> ifMatch, ProductDraft draft, Request req) {}

  record Change(
      long id,
      @HeaderParam Optional<String> ifMatch,
      MergePatch<ProductDraft> patch,
      Request req) {}

  record Restock(long id, Pieces pieces) {}

  /** How many pieces come, or go if there is a minus. */
  record Pieces(@Min(-10_000) @Max(10_000) int by) {}

  private void keeping(Router routes) {
    routes.tags("products");
    staff(routes.post("", Add.class, this::add))
        .summary("Adds a product")
        .returns(Status.CREATED)
        .answers(Status.CONFLICT, TAKEN)
        .answers(Status.INSUFFICIENT_STORAGE, FULL);
    staff(routes.put("/{id:long}", Replace.class, this::replace))
        .summary("Replaces a product")
        .returns(Status.OK)
        .answers(Status.CONFLICT, TAKEN)
        .answers(Status.PRECONDITION_FAILED, CHANGED);
    staff(routes.patch("/{id:long}", Change.class, this::change))
        .summary("Changes a product")
        .returns(Status.OK)
        .answers(Status.CONFLICT, TAKEN)
        .answers(Status.PRECONDITION_FAILED, CHANGED);
    staff(routes.delete("/{id:long}", One.class, this::delete))
        .summary("Removes a product")
        .returns(Status.NO_CONTENT, void.class);
    staff(routes.post("/{id:long}/stock", Restock.class, this::restock))
        .summary("Puts pieces into the stock, or takes them out")
        .answers(Status.CONFLICT, "when there are not so many, or too many");
    routes
        .post("/{id:long}/reviews", AddReview.class, this::review)
        .use(Access::signedIn)
        .security("token")
        .summary("Says what a customer thinks of a product")
        .returns(Status.CREATED)
        .answers(Status.INSUFFICIENT_STORAGE, FULL);
  }

  private static Route staff(Route route) {
    return route.use(Access::staff).security("token");
  }

  private Response<Product> add(Add in) {
    Product product = products.add(in.draft());
    return tagged(product).status(Status.CREATED).header("Location", "/products/" + product.id());
  }

  private Response<Product> replace(Replace in) {
    return changed(
        in.id(),
        old -> {
          in.req().checkPreconditions(old.etag());
          return old.with(in.draft());
        });
  }

  private Response<Product> change(Change in) {
    return changed(
        in.id(),
        old -> {
          in.req().checkPreconditions(old.etag());
          return old.with(in.patch().apply(old.draft()));
        });
  }

  private Response<Product> changed(long id, UnaryOperator<Product> change) {
    return products.change(id, change).map(Catalog::tagged).orElseThrow(Catalog::none);
  }

  private @Nullable Void delete(One in) {
    if (!products.remove(in.id())) {
      throw none();
    }
    return null;
  }

  private Product restock(Restock in) {
    return products.stock(in.id(), in.pieces().by()).orElseThrow(Catalog::none);
  }

  private Response<Review> review(AddReview in) {
    Review review = products.review(existing(in.id()), in);
    return Response.json(review).status(Status.CREATED);
  }

  private Product existing(long id) {
    return products.find(id).orElseThrow(Catalog::none);
  }

  private static HttpException none() {
    return new HttpException(Status.NOT_FOUND, "no such product");
  }

  private static Response<Product> tagged(Product product) {
    return Response.json(product).etag(product.etag());
  }
}
