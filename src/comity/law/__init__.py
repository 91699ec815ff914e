"""The ground floor: types of the law and pure functions over them. No I/O."""
