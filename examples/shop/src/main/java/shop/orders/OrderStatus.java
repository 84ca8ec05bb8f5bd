package shop.orders;

/** How far an order is. */
enum OrderStatus {
  PLACED,
  SHIPPED,
  CANCELLED
}
