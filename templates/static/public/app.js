const response = await fetch('/api/hello/Ada');
const { message } = await response.json();
document.querySelector('#message').textContent = message;
