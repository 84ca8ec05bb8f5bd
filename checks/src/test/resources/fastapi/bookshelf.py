"""A bookshelf as FastAPI applications are written; the guide shows it beside its translation."""

from datetime import date
from enum import Enum
from itertools import count
from typing import Annotated

from fastapi import Cookie, Depends, FastAPI, Form, Header, HTTPException, Query, Response
from pydantic import BaseModel, Field

app = FastAPI(title="Bookshelf")


class Genre(str, Enum):
    novel = "novel"
    poetry = "poetry"
    science = "science"


class NewBook(BaseModel):
    title: str = Field(min_length=1, max_length=100)
    isbn: str = Field(pattern=r"^[0-9]{13}$")
    pages: int = Field(gt=0, le=5000)
    price: float = Field(gt=0)
    genre: Genre
    published: date | None = None


class Book(NewBook):
    id: int


class NewUser(BaseModel):
    name: str = Field(min_length=1, max_length=40)
    password: str = Field(min_length=8)


class User(BaseModel):
    name: str


ids = count(1)
books: dict[int, Book] = {}
users: dict[str, NewUser] = {}


@app.get("/")
def hello():
    return {"message": "Hello, reader!"}


@app.get("/books")
def find_books(
    q: Annotated[str | None, Query(max_length=50)] = None,
    genre: Genre | None = None,
    skip: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
):
    found = [b for b in books.values() if (not q or q in b.title) and (not genre or b.genre == genre)]
    return {"items": found[skip : skip + limit], "total": len(found)}


@app.post("/books", status_code=201)
def add_book(new: NewBook, response: Response) -> Book:
    book = Book(id=next(ids), **new.model_dump())
    books[book.id] = book
    response.headers["Location"] = f"/books/{book.id}"
    return book


def existing(book_id: int) -> Book:
    if book_id not in books:
        raise HTTPException(status_code=404, detail="no such book")
    return books[book_id]


@app.get("/books/{book_id}")
def get_book(book: Annotated[Book, Depends(existing)]) -> Book:
    return book


@app.put("/books/{book_id}")
def replace_book(book: Annotated[Book, Depends(existing)], new: NewBook) -> Book:
    books[book.id] = Book(id=book.id, **new.model_dump())
    return books[book.id]


@app.delete("/books/{book_id}", status_code=204)
def delete_book(book: Annotated[Book, Depends(existing)]) -> None:
    del books[book.id]


@app.get("/genres/{genre}")
def count_books(genre: Genre):
    return {"genre": genre, "books": sum(b.genre == genre for b in books.values())}


@app.post("/users", status_code=201, response_model=User)
def register(new: NewUser):
    if new.name in users:
        raise HTTPException(status_code=409, detail="the name is taken")
    users[new.name] = new
    return new


@app.post("/login")
def login(name: Annotated[str, Form()], password: Annotated[str, Form()]):
    if name not in users or users[name].password != password:
        raise HTTPException(status_code=401, detail="wrong name or password")
    return {"token": f"token-of-{name}"}


def current_user(x_token: Annotated[str | None, Header()] = None) -> User:
    name = (x_token or "").removeprefix("token-of-")
    if name not in users:
        raise HTTPException(status_code=401, detail="who are you?")
    return User(name=name)


@app.get("/me")
def me(user: Annotated[User, Depends(current_user)]) -> User:
    return user


@app.get("/look")
def look(
    accept_language: Annotated[str, Header()] = "en",
    theme: Annotated[str, Cookie()] = "light",
    x_size: Annotated[list[int] | None, Header()] = None,
):
    return {"language": accept_language, "theme": theme, "sizes": x_size or []}
