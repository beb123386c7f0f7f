"""Does the sandbox behave like Telegram?"""
